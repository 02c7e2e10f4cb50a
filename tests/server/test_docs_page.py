"""The documentation page, in a real browser that can reach the server and nothing else."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

from support.browser import browse, find, severe_messages, traffic
from support.requests import ROUTE, in_npz, problem
from support.server import Server

PAGE = "/api/v1/docs"
OPERATION = ".opblock"


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    """A browser."""
    with browse() as running:
        yield running


@pytest.fixture
def page(browser: Chrome, server: Server) -> Chrome:
    """The browser, with the page just loaded."""
    severe_messages(browser)  # discard those of another test
    browser.get(server.url + PAGE)
    return browser


def test_every_operation_of_the_document_is_shown(page: Chrome, server: Server) -> None:
    documented = _documented_operations(server)
    operations = find(page, OPERATION, count=len(documented))
    assert {_method_and_path(operation) for operation in operations} == documented
    assert severe_messages(page) == []


@pytest.mark.slow
def test_every_operation_can_be_opened(page: Chrome, server: Server) -> None:
    for operation in find(page, OPERATION, count=len(_documented_operations(server))):
        _click(operation, ".opblock-summary-control")
        find(operation, ".responses-wrapper")
    assert "Could not render" not in page.page_source
    assert severe_messages(page) == []


def test_all_assets_of_the_page_come_from_the_server(server: Server) -> None:
    with browse() as browser:  # a new one: browsers load an icon only once
        browser.get(server.url + PAGE)
        find(browser, OPERATION)
        statuses = traffic(browser, f"{server.url}{PAGE}/assets/favicon-32x32.png")
    assert [url for url in statuses if not url.startswith((server.url + PAGE, "data:"))] == []
    assert set(statuses.values()) == {200}


def test_the_page_is_styled(page: Chrome) -> None:
    (title,) = find(page, ".info .title")
    assert title.value_of_css_property("font-size") == "36px"
    (operation,) = find(page, f"{OPERATION}[id$='-twoListSum']")
    assert operation.value_of_css_property("border-top-width") == "1px"
    (method,) = find(operation, ".opblock-summary-method")
    assert method.value_of_css_property("background-color") == "rgba(73, 204, 144, 1)"
    assert operation.size["width"] > 1000
    assert operation.size["height"] < 60
    _click(operation, ".opblock-summary-control")
    (button,) = find(operation, ".try-out__btn")
    assert button.value_of_css_property("border-top-width") == "2px"
    (example,) = find(operation, ".opblock-section-request-body .highlight-code")
    assert operation.size["height"] > example.size["height"] + 400


def test_the_page_fits_a_narrow_screen(page: Chrome) -> None:
    screen = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    try:
        (operation,) = find(page, f"{OPERATION}[id$='-twoListSum']")
        _click(operation, ".opblock-summary-control")
        find(operation, ".responses-wrapper")
        assert page.execute_script("return document.documentElement.scrollWidth") == 390
        for part in (".opblock-summary-path", ".opblock-summary-description", ".try-out__btn"):
            (element,) = find(operation, part)
            assert 0 <= element.rect["x"] < element.rect["x"] + element.rect["width"] <= 390, part
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_operations_are_grouped_by_name(page: Chrome) -> None:
    groups = [group.get_attribute("data-tag") for group in find(page, ".opblock-tag", count=2)]
    assert groups == ["Sums", "Health"]


def test_the_assets_have_their_media_types(server: Server) -> None:
    expected = {
        "swagger-ui.css": "text/css",
        "swagger-ui-bundle.js": "text/javascript",
        "swagger-ui.js.map": "application/json",
        "oauth2-redirect.html": "text/html",
        "favicon-32x32.png": "image/png",
    }
    for name, media_type in expected.items():
        response = httpx.get(f"{server.url}{PAGE}/assets/{name}")
        assert response.headers["content-type"].partition(";")[0] == media_type
    assert httpx.get(f"{server.url}{PAGE}/assets/index.j2").status_code == 404


def test_the_browser_cannot_reach_other_hosts(browser: Chrome) -> None:
    with pytest.raises(WebDriverException, match="ERR_PROXY_CONNECTION_FAILED"):
        browser.get("http://example.org")


def test_a_request_can_be_sent_from_the_page(page: Chrome, server: Server) -> None:
    operation = _try_out(page, "twoListSum")
    _click(operation, ".execute")
    assert _response(operation) == ("200", "true")
    assert severe_messages(page) == []
    assert traffic(page, server.url + ROUTE)[server.url + ROUTE] == 200


def test_another_example_can_be_chosen(page: Chrome) -> None:
    operation = _try_out(page, "findPair")
    (examples,) = find(operation, ".opblock-section-request-body .examples-select-element")
    Select(examples).select_by_visible_text("within a tolerance")
    _click(operation, ".execute")
    status, body = _response(operation)
    assert status == "200"
    assert json.loads(body) == {"i": 0, "j": 1, "a": 175.119, "b": 330.17}


def test_an_archive_can_be_sent_from_the_page(page: Chrome, tmp_path: Path) -> None:
    archive = tmp_path / "problem.npz"
    archive.write_bytes(in_npz(problem([3, 4], [6], 10)))
    operation = _try_out(page, "twoListSum")
    (media_types,) = find(operation, ".opblock-section-request-body .content-type")
    Select(media_types).select_by_visible_text("application/x-npz")
    find(operation, "input[type=file]")[0].send_keys(str(archive))
    _click(operation, ".execute")
    assert _response(operation) == ("200", "true")
    assert severe_messages(page) == []


def _documented_operations(server: Server) -> set[tuple[str, str]]:
    """The method and the path of each operation in the OpenAPI document."""
    paths = httpx.get(f"{server.url}/api/v1/openapi.json").json()["paths"]
    return {(method.upper(), path) for path, methods in paths.items() for method in methods}


def _method_and_path(operation: WebElement) -> tuple[str, str | None]:
    """The method and the path of an operation on the page."""
    (method,) = find(operation, ".opblock-summary-method")
    (path,) = find(operation, ".opblock-summary-path")
    return method.text, path.get_attribute("data-path")


def _click(operation: WebElement, button: str) -> None:
    find(operation, button)[0].click()


def _try_out(page: Chrome, operation_id: str) -> WebElement:
    """Open an operation and let it be tried out."""
    (operation,) = find(page, f"{OPERATION}[id$='-{operation_id}']")
    _click(operation, ".opblock-summary-control")
    _click(operation, ".try-out__btn")
    return operation


def _response(operation: WebElement) -> tuple[str, str]:
    """The status and the body of the response on the page."""
    (status,) = find(operation, ".live-responses-table tbody .response-col_status")
    (body,) = find(operation, ".live-responses-table .highlight-code code")
    return status.text, body.text
