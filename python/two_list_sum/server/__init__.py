"""The HTTP service: `app` puts together `routes`, `schemas`, `problems` and `settings`."""

from importlib.metadata import version

VERSION = version("two-list-sum")
