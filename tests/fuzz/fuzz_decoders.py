"""Differential fuzzing of the JSON decoders: what they accept, the schemas read alike."""

from pathlib import Path

from hypothesis import strategies as st

# The seeds of the Rust fuzz target.
FOLDER = Path(__file__).parents[2] / "rust" / "fuzz" / "corpus" / "json"
SEEDS = [path.read_bytes() for path in sorted(FOLDER.iterdir())]
TOKENS = [b"[", b"]", b"{", b"}", b",", b":", b'"', b"\\u005f", b"-", b".0", b"e1", b"0", b"9" * 19]


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """A seed with some bytes removed, inserted or copied."""
    body = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(body)))
        end = start + draw(st.integers(0, 9))
        token = draw(st.sampled_from([b"", body[start:end], *TOKENS]) | st.binary(max_size=3))
        place = draw(st.sampled_from([start, end]) | st.integers(0, len(body)))
        body = body[:start] + token + body[place:]
    return body
