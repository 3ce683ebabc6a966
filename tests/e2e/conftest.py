"""A real browser against a live server, which may ask nothing of anybody else. Chromium is Debian's own."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.conftest import sign_in
from tests.world import World

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MISSING = "Chromium is not installed: `make test-deps` installs it (these tests are skipped without it)."
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SignedIn = Callable[[str], Page]
# A loaded machine is slow, not wrong: what is expected may take as long as a page may.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this folder needs the browser; outside CI its absence skips, in CI it fails."""
    here = Path(__file__).parent
    for item in items:
        if here not in item.path.parents:
            continue
        item.add_marker(pytest.mark.browser)
        if CHROMIUM is None and os.environ.get("CI") != "true":
            item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, quiet, unable to find any other machine."""
    assert CHROMIUM, MISSING
    return {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-background-networking",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            "--disable-gpu-compositing",
            "--disable-gpu-rasterization",
            "--use-gl=angle",
            "--use-angle=swiftshader",
            "--enable-unsafe-swiftshader",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """A French reader at a desk."""
    return {"locale": "fr-FR", "viewport": DESKTOP}


@pytest.fixture
def world(transactional_db: None, world: World) -> World:
    """The small world of the proofs, committed so that the live server reads it."""
    return world


def watch(context: BrowserContext, origin: str) -> list[str]:
    """Note every request to another origin and every refusal of the content policy."""
    faults: list[str] = []

    def on_request(request: Any) -> None:
        if not request.url.startswith((origin, "data:", "blob:", "about:")):
            faults.append(f"request to {request.url}")

    def on_console(message: Any) -> None:
        if "Content Security Policy" in message.text:
            faults.append(message.text)

    context.on("request", on_request)
    context.on("console", on_console)
    return faults


@pytest.fixture
def context(context: BrowserContext, live_server: Any) -> Iterator[BrowserContext]:
    """The browser's session; a request elsewhere, or a blocked script, fails the test."""
    faults = watch(context, live_server.url)
    yield context
    assert not faults, "\n".join(faults)


@pytest.fixture
def signed_in(world: World, page: Page, live_server: Any) -> SignedIn:
    """`signed_in("alice")` is a page of the browser, signed in as this member of the cast."""

    def enter(name: str) -> Page:
        page.context.clear_cookies()
        for cookie in sign_in(world.cast, name).cookies.values():
            page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return enter


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails when the page as it now stands breaks an accessibility rule."""

    def check(page: Page) -> None:
        told = violations(page)
        assert not told, "\n".join(told)

    return check


def violations(page: Page) -> list[str]:
    """The accessibility rules that the page as it now stands breaks, and where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((results) => results.violations)")
    return [f"{page.url} {fault['id']}: {fault['help']}\n{_places(fault)}" for fault in found]


def _places(fault: dict[str, Any]) -> str:
    return "\n".join(f"  {node['html'][:200]}" for node in fault["nodes"])
