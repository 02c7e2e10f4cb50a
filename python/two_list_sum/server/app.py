"""The application, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.config.cors import CORSConfig

from two_list_sum.server.api import openapi
from two_list_sum.server.api.errors import problem_details_plugin
from two_list_sum.server.api.routes import api, health
from two_list_sum.server.dispatch import Answering
from two_list_sum.server.fast_lane import QuickService
from two_list_sum.server.observability.metrics import Metrics, prometheus_config
from two_list_sum.server.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Litestar:
    """Return the service as an ASGI application.

    Args:
        settings: Taken from the environment and `.env` unless given. Those that concern the server
            and not the application (host, port, workers, log level, backend) have no effect here.
    """
    settings = settings or load_settings()

    @asynccontextmanager
    async def answering(app: Litestar) -> AsyncIterator[None]:
        app.state.answering = Answering(settings)
        yield
        app.state.answering.close()

    service = QuickService(
        route_handlers=[api, health, Metrics, openapi.asset],
        middleware=[prometheus_config().middleware],
        plugins=[problem_details_plugin()],
        openapi_config=openapi.openapi_config(),
        cors_config=CORSConfig(allow_origins=settings.cors_origins.replace(" ", "").split(",")),
        request_max_body_size=None,  # handlers that read a body see to it themselves
        logging_config=None,  # the server's, which `serve` sets up
        lifespan=[answering],
    )
    service.settings = settings
    return service
