"""The HTTP server: `two-list-sum serve`.

`cli` reads the `settings` and `run` starts processes, each of which serves an `app`. A request goes

1. to `fast_lane`, which responds if it is small and plain, in one call of the extension; otherwise
2. through `protocol`, which parses it, with a timeout and a limit for its headers; and
3. by Litestar (`application`) to the handler in `api.routes`, and on to `dispatch`, which receives
   the body (`body.receive`) and processes it on the event loop or, if it is large, in a thread.

`body.decoder` decodes bodies and checks them against the schema and `body.limits`, and
`api.operations` computes the result. Exceptions become error responses in `api.errors`.
`observability` counts and logs requests. `docs/development.md` says why the fast lane is safe.
"""

from importlib.metadata import version

VERSION = version("two-list-sum")

API_PREFIX = "/api/v1"
DOCS_PATH = f"{API_PREFIX}/docs"
