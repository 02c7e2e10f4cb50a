"""The ASGI application."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.config.cors import CORSConfig

from two_list_sum.server.api.errors import problem_details_plugin
from two_list_sum.server.api.openapi import openapi_config
from two_list_sum.server.api.operation import Operation
from two_list_sum.server.api.operations import OPERATIONS
from two_list_sum.server.api.routes import missing_route_handlers, route_handlers
from two_list_sum.server.application import Application
from two_list_sum.server.dispatch import Dispatcher
from two_list_sum.server.observability import metrics
from two_list_sum.server.settings import Settings, load_settings
from two_list_sum.server.small_requests import FastLane


def create_app(
    settings: Settings | None = None, operations: Sequence[Operation] = OPERATIONS
) -> Litestar:
    """Return the ASGI application.

    Args:
        settings: By default those of the environment and `.env`. Host, port, socket,
            workers, log level and backend have no effect here: they are settings of the process.
        operations: The operations that have a route.
    """
    settings = settings or load_settings()
    root_path = settings.root_path.rstrip("/")

    @asynccontextmanager
    async def dispatcher(app: Litestar) -> AsyncIterator[None]:
        app.state.dispatcher = Dispatcher(settings)
        yield
        app.state.dispatcher.close()
        metrics.flush()

    return Application(
        settings,
        FastLane(settings, operations),
        route_handlers=route_handlers(operations, root_path),
        exception_handlers=missing_route_handlers(operations, root_path),
        middleware=[metrics.prometheus_config().middleware],
        plugins=[problem_details_plugin()],
        openapi_config=openapi_config(root_path),
        cors_config=CORSConfig(allow_origins=settings.cors_origins.replace(" ", "").split(",")),
        request_max_body_size=None,  # IncomingBody has the limit
        logging_config=None,  # `run` configures logging
        lifespan=[dispatcher],
    )
