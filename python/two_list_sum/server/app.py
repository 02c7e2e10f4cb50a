"""The application, put together."""

import logging

from litestar import Litestar
from litestar.config.cors import CORSConfig
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import SwaggerRenderPlugin
from litestar.static_files import create_static_files_router
from swagger_ui_bundle import swagger_ui_path

from two_list_sum import backend
from two_list_sum.server import VERSION
from two_list_sum.server.problems import problem_details_plugin
from two_list_sum.server.routes import api, health
from two_list_sum.server.settings import Settings, load_settings

DOCS = "/api/v1/docs"
DOCS_ASSETS = f"{DOCS}/assets"

logger = logging.getLogger(__name__)


def create_app(settings: Settings | None = None) -> Litestar:
    """Return the service as an ASGI application.

    Args:
        settings: Taken from the environment and `.env` unless given. Those that concern the server
            and not the application (host, port, workers, log level, backend) have no effect here.
    """
    settings = settings or load_settings()
    return Litestar(
        route_handlers=[
            api,
            health,
            create_static_files_router(DOCS_ASSETS, [swagger_ui_path], include_in_schema=False),
        ],
        plugins=[problem_details_plugin()],
        openapi_config=_openapi_config(),
        cors_config=CORSConfig(allow_origins=settings.cors_origins.replace(" ", "").split(",")),
        request_max_body_size=settings.max_body_bytes,
        logging_config=None,  # the server's, which `serve` sets up
        on_startup=[_log_backend],
    )


def _openapi_config() -> OpenAPIConfig:
    """The specification, and Swagger UI with its assets from this service: it needs no internet."""
    swagger_ui = SwaggerRenderPlugin(
        path="/",
        js_url=f"{DOCS_ASSETS}/swagger-ui-bundle.js",
        css_url=f"{DOCS_ASSETS}/swagger-ui.css",
        standalone_preset_js_url=f"{DOCS_ASSETS}/swagger-ui-standalone-preset.js",
        favicon=f'<link rel="icon" href="{DOCS_ASSETS}/favicon-32x32.png">',
    )
    return OpenAPIConfig(
        title="two-list-sum",
        version=VERSION,
        description="Is there a pair (i, j) with list_a[i] + list_b[j] = target?",
        path=DOCS,
        render_plugins=[swagger_ui],
        use_handler_docstrings=True,
    )


def _log_backend() -> None:
    logger.info("two-list-sum %s, %s", VERSION, backend())
