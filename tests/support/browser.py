"""Starts the real Chromium, headless and without network access beyond this machine."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from support.installed import missing

PROGRAMS = ("chromium", "google-chrome")
DRIVER = "chromedriver"
SECONDS_TO_WAIT = 20

#: No host name is resolved, and all connections go to a proxy that does not exist, except for those
#: to this machine.
OFFLINE = ("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--proxy-server=127.0.0.1:9")

#: Chromium's sandbox does not start for root nor where user namespaces are restricted, and a
#: container's shared memory is too small for it. It only ever loads this project's own pages.
IN_CONTAINERS = ("--no-sandbox", "--disable-dev-shm-usage")


@contextmanager
def browse() -> Iterator[Chrome]:
    """Run a browser until the block ends.

    The test is skipped where none is installed, but fails in continuous integration.
    """
    program, driver = _installed()
    options = ChromeOptions()
    options.binary_location = program
    for argument in (*IN_CONTAINERS, *OFFLINE, "--headless", "--window-size=1280,2400"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with Chrome(options, ChromeService(driver)) as browser:
        yield browser


def _installed() -> tuple[str, str]:
    """The paths of the browser and of its driver."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    driver = shutil.which(DRIVER)
    if program and driver:
        return program, driver
    return missing(f"{DRIVER} and {' or '.join(PROGRAMS)} must be installed")


def find(place: WebDriver | WebElement, selector: str, *, count: int = 1) -> list[WebElement]:
    """Wait for elements, and return them.

    Args:
        place: The page or the element that contains them.
        selector: Their CSS selector.
        count: The least number to wait for.
    """

    def found(place: WebDriver | WebElement) -> list[WebElement] | Literal[False]:
        elements = place.find_elements("css selector", selector)
        return elements if len(elements) >= count else False

    missing = f"fewer than {count} elements match {selector}"
    return WebDriverWait(place, SECONDS_TO_WAIT).until(found, missing)


def severe_messages(browser: Chrome) -> list[str]:
    """Return the errors on the console since the last call."""
    return [entry["message"] for entry in _log(browser, "browser") if entry["level"] == "SEVERE"]


def traffic(browser: Chrome, awaited: str) -> dict[str, int | None]:
    """Wait for a response, and return the status of each URL requested since the last call.

    The status is None for requests without a response yet.

    Args:
        browser: The browser.
        awaited: The URL to wait for.
    """
    statuses: dict[str, int | None] = {}

    def has_response(browser: Chrome) -> bool:
        statuses.update(_statuses(browser))
        return statuses.get(awaited) is not None

    WebDriverWait(browser, SECONDS_TO_WAIT).until(has_response, f"{awaited} has no response")
    return statuses


def _statuses(browser: Chrome) -> dict[str, int | None]:
    statuses: dict[str, int | None] = {}
    for entry in _log(browser, "performance"):
        event = json.loads(entry["message"])["message"]
        if event["method"] == "Network.requestWillBeSent":
            statuses.setdefault(event["params"]["request"]["url"])
        elif event["method"] == "Network.responseReceived":
            response = event["params"]["response"]
            statuses[response["url"]] = response["status"]
    return statuses


def _log(browser: Chrome, name: str) -> list[Any]:
    entries: list[Any] = browser.get_log(name)  # type: ignore[no-untyped-call]
    return entries
