"""Requests as raw bytes: plain ones, and many that differ from them in head or body."""

from collections.abc import Iterator

from support.requests import ROUTE

TRUE = b'{"list_a":[3,4,6],"list_b":[3,4,6],"target":10}'
FALSE = TRUE.replace(b"10}", b"11}")

BODIES = [
    TRUE,
    FALSE,
    b"",
    b" ",
    b"{",
    b"[]",
    b"null",
    TRUE + b"x",
    TRUE + b" ",
    b"\xef\xbb\xbf" + TRUE,
    b"\xff" + TRUE,
    b"[" * 3000,
    b' {"list_a" : [ 3 , 4 ] , "list_b":[6],"target": 10 } \r\n',
    b'{"target":10,"list_b":[1],"list_a":[9],"more":"\\u00e9"}',
    b'{"list_a":[],"list_b":[],"target":1}',
    b'{"list_a":[-1.5],"list_b":[1e0],"target":-0.5}',
    b'{"list_a":[1102.46],"list_b":[-97.44],"target":1005.01,"tolerance":0.01}',
    b'{"list_a":[1],"list_b":[1],"target":2,"tolerance":-1}',
    b'{"list_a":[18446744073709551615],"list_b":[1],"target":18446744073709551616}',
    b'{"list_a":[18446744073709551616],"list_b":[1],"target":18446744073709551617}',
    b'{"list_a":[1],"list_a":[2],"list_b":[1],"target":2}',
    b'{"list_a":[1],"list_b":[1]}',
    b'{"list_\\u0061":[1],"list_b":[1],"target":2}',
    b'{"list_a":[true],"list_b":[1],"target":2}',
    b'{"list_a":[0.0000001],"list_b":[0.25],"target":0.2500001}',
    b'{"list_a":[1,1,1],"list_b":[2,2],"target":3,"limit":4}',
    b'{"list_a":[1,1,1],"list_b":[2,2],"target":3,"limit":-4}',
    b'{"list_a":[3,4],"list_b":[6],"targets":[9,10.5],"tolerance":[0,0.5]}',
    b'{"list_a":[3,4],"list_b":[6],"targets":[9,10],"tolerance":[0]}',
    b'{"list_a":[3,4],"list_b":[6],"targets":[]}',
    b"[" + TRUE + b"," + FALSE + b"]",
    b'{"list_a":[%s],"list_b":[6],"target":0}' % b",".join([b"7"] * 3000),
    b'{"list_a":[%s],"list_b":[6],"target":0}' % b",".join([b"7"] * 60_000),
]

OPERATIONS = ["", "/pair", "/pairs", "/closest", "/count", "/targets", "/batch"]

#: Request lines.
LINES = [
    *(f"POST {ROUTE}{operation} HTTP/1.1" for operation in OPERATIONS),
    f"POST {ROUTE} HTTP/1.0",
    f"POST {ROUTE} HTTP/1.2",
    f"POST {ROUTE} HTTP/2.0",
    f"POST {ROUTE} http/1.1",
    f"POST {ROUTE} HTTP/1.1 ",
    f"POST {ROUTE}",
    f"post {ROUTE} HTTP/1.1",
    f"POST  {ROUTE} HTTP/1.1",
    f"POST {ROUTE}/ HTTP/1.1",
    f"POST {ROUTE}?a=1 HTTP/1.1",
    f"POST {ROUTE}#part HTTP/1.1",
    f"POST http://localhost{ROUTE} HTTP/1.1",
    f"POST {ROUTE.replace('t', '%74', 1)} HTTP/1.1",
    f"POST {ROUTE}/nothing HTTP/1.1",
    *(f"{method} {ROUTE} HTTP/1.1" for method in ("GET", "HEAD", "PUT", "OPTIONS", "DELETE")),
    "GET /health/live HTTP/1.1",
    "HEAD /health/ready HTTP/1.1",
    f"\r\nPOST {ROUTE} HTTP/1.1",
    f"\r\n\r\n\r\nPOST {ROUTE} HTTP/1.1",
]

#: Lines of headers besides the usual ones.
HEADERS = [
    "accept: */*\r\nuser-agent: test\r\naccept-encoding: gzip, deflate\r\ntraceparent: 00-1-2-3",
    "connection: keep-alive",
    "Connection: Keep-Alive",
    "connection: close",
    "connection: keep-alive, close",
    "connection: Upgrade\r\nupgrade: websocket",
    "connection: Upgrade, HTTP2-Settings\r\nupgrade: h2c",
    "upgrade: h2c",
    "proxy-connection: close",
    "keep-alive: timeout=5",
    "expect: 100-continue",
    "expect: more",
    "origin: http://example.org",
    "content-encoding: identity",
    "content-encoding: gzip",
    "content-encoding:",
    "transfer-encoding: chunked",
    "transfer-encoding: identity",
    "content-type: text/plain",
    "content-type: application/json",
    "content-length: 47",
    "content-length: 48",
    "host: localhost",
    "host: a b",
    "cookie: a=b",
    "te: trailers",
    "x-forwarded-for: 192.0.2.1",
    "x: \x01",
    "x: caf\xe9",
    "x\xe9: 1",
    "x : 1",
    "x: 1\r\n folded",
    "x:",
    "x:\tv\t",
    ": x",
    "x",
    "x: a\ny: b",
    "x: a\ry: b",
    "x: a\x00b",
    "x: " + "a" * 2100,
    "x: " + "a" * 9000,
    "\r\n".join(f"h{number}: v" for number in range(60)),
]

#: Values of the header of the host.
HOSTS = [
    *("localhost:8000", "127.0.0.1:80", "[::1]", "[::1]:8000", "xn--caf-dma.example", "a_b", "a."),
    *("", ":80", "a:", "a:x", "a:99999", "a:123456", "-a", "a..b", "[1", "[1]", "[:]", "[::1]x"),
    *("! localhost", "a b", "a/b", "a,b", "a@b", "user:word@a", "caf\xe9", "a%41", "a" * 300),
    *("\xb2", "a:\xb2"),
]

#: The header of the media type.
CONTENT_TYPES = [
    "",
    "content-type:",
    "content-type: Application/JSON",
    "content-type:application/json",
    "content-type:  application/json  ",
    "CONTENT-TYPE: application/json",
    "content-type: application/json; charset=utf-8",
    "content-type: application/x-www-form-urlencoded",
    "content-type: application/x-npz",
    "content-type: text/plain",
]

#: The header of the length of `TRUE`, 47, right or wrong.
LENGTHS = [
    "",
    *(f"content-length:{value}" for value in ("", "47", " 047", " +47", " 47 ", " 4 7", " -47")),
    *(f"content-length: {value}" for value in ("47, 47", "0x2f", "9" * 20, "46", "48", "0")),
    "content-length: 00000000000047",
    "CONTENT-LENGTH: 47",
]


def request(
    body: bytes,
    *,
    line: str = LINES[0],
    content_type: str = "content-type: application/json",
    length: str | None = None,
    more: str = "",
) -> bytes:
    """Return a request in bytes, whose parts may be anything."""
    length = f"content-length: {len(body)}" if length is None else length
    lines = [line, "host: localhost", content_type, length, more]
    head = "".join(f"{part}\r\n" for part in [*filter(None, lines), ""])
    return head.encode("latin-1") + body


def requests() -> Iterator[bytes]:
    """Every body to every operation, and every other part in a request that is else plain."""
    for operation in OPERATIONS:
        for body in BODIES:
            yield request(body, line=f"POST {ROUTE}{operation} HTTP/1.1")
    for body in (TRUE, FALSE, b""):
        yield from (request(body, line=line) for line in LINES)
        yield from (request(body, more=more) for more in HEADERS)
        yield from (request(body).replace(b"localhost", host.encode("latin-1")) for host in HOSTS)
        yield from (request(body, content_type=kind) for kind in CONTENT_TYPES)
        yield from (request(body, length=length) for length in LENGTHS)
        yield request(body).replace(b"\r\n", b"\n")
        yield request(body).replace(b"\r\n", b"\n", 1)
        yield request(body) + b"\r\n"
        yield request(body) + b"x"
    yield from (b"garbage\r\n\r\n", b"\r\n\r\n", b"POST \r\n\r\n", b"\x00" * 50)
