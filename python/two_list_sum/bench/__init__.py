"""The command `two-list-sum bench`: the native backend against the Python backend."""
