"""The command `two-list-sum`."""

from importlib.metadata import version

try:
    import click

    from two_list_sum.server.command import serve
except ImportError as error:
    message = f"two-list-sum: {error}. The command needs: pip install 'two-list-sum[server]'"
    raise SystemExit(message) from error

from two_list_sum._backend import backend


@click.group()
@click.version_option(
    message=f"two-list-sum {version('two-list-sum')}, {backend()}",
)
def main() -> None:
    """Is there a pair (i, j) with A[i] + B[j] = t?"""


main.add_command(serve)
