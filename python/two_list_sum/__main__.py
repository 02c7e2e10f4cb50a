"""`python -m two_list_sum`: the command."""

from two_list_sum.cli import main

main(prog_name="two-list-sum")
