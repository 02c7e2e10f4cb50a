"""Runs the command line as `python -m two_list_sum`."""

from two_list_sum.cli import main

main(prog_name="two-list-sum")
