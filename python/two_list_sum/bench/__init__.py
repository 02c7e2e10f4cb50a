"""The command `two-list-sum bench`: the native version against the Python version."""
