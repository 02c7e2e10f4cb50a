# The service on a slim Python: one stage builds the wheel, the other installs it.
# To pin the base images, pass their digests: --build-arg PYTHON_IMAGE=docker.io/library/python@sha256:...

ARG RUST_IMAGE=docker.io/library/rust:1.95-slim-trixie
ARG PYTHON_IMAGE=docker.io/library/python:3.13-slim-trixie

FROM ${RUST_IMAGE} AS wheel

WORKDIR /build
COPY pyproject.toml .
# Any version of the base's Debian will do.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3-venv \
    && rm -rf /var/lib/apt/lists/* \
    && python3 -m venv /tools \
    && /tools/bin/pip install --no-cache-dir --group build

COPY . .
RUN python3 rust/python/crate_licences.py \
    && /tools/bin/maturin build --release --locked --out /wheels

FROM ${PYTHON_IMAGE}

# The import checks that the extension loads, and compiles the standard library's modules, which the base
# image has as sources only. Otherwise each start would compile them again: the container is read-only.
RUN --mount=type=bind,from=wheel,source=/wheels,target=/wheels \
    pip install --no-cache-dir --root-user-action=ignore "$(echo /wheels/*.whl)[server]" \
    && TWO_LIST_SUM_BACKEND=native python -c "import two_list_sum.server.app, two_list_sum.server.run"

ENV TWO_LIST_SUM_HOST=0.0.0.0
EXPOSE 8080
USER 10001:10001

HEALTHCHECK --interval=10s --timeout=5s --start-period=10s CMD ["python", "-c", "\
import http.client, os; \
service = http.client.HTTPConnection('127.0.0.1', os.environ.get('TWO_LIST_SUM_PORT', 8080)); \
service.request('GET', '/health/ready'); \
raise SystemExit(service.getresponse().status != 200)"]

ENTRYPOINT ["two-list-sum"]
CMD ["serve"]

ARG VERSION=unreleased
ARG SOURCE=
LABEL org.opencontainers.image.title="two-list-sum" \
    org.opencontainers.image.description="Is there a pair (i, j) with A[i] + B[j] = t? Over HTTP." \
    org.opencontainers.image.licenses="MIT" \
    org.opencontainers.image.source="${SOURCE}" \
    org.opencontainers.image.version="${VERSION}"
