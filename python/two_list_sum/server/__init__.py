"""The HTTP server: `two-list-sum serve`.

`cli` reads the `settings` and `run` starts processes, each of which serves an `app`. A request goes

1. through `protocol`, which parses it, with a timeout and a limit for its headers;
2. to `fast_lane`, which responds if it is small and in plain JSON; otherwise
3. by Litestar to the handler in `api.routes`, and on to `dispatch`, which receives the body
   (`body.receive`) and processes it on the event loop or, if it is large, in a thread.

Either way `body.decoder` decodes the body and checks it against the schema and `body.limits`, and
`api.operations` computes the result. Exceptions become error responses in `api.errors`.
`observability` counts and logs requests.
"""

from importlib.metadata import version

VERSION = version("two-list-sum")

API_PREFIX = "/api/v1"
DOCS_PATH = f"{API_PREFIX}/docs"
