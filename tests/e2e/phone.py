"""A phone whose browser is closed and opened again on the same profile, whose network goes, whose server stops."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright
from pytest_django.live_server_helper import LiveServer

from tests.e2e.conftest import PHONE, watch
from tests.web.conftest import sign_in
from tests.world import World

FILING = "/signalements/nouveau/"
JPEG = "photo.jpg"


class Phone:
    """One profile on one device; `open` is the browser, as long as nobody closes it."""

    def __init__(self, playwright: Playwright, profile: Path, launch: dict[str, Any], origin: str) -> None:
        self.playwright, self.profile, self.launch, self.origin = playwright, profile, launch, origin
        self.faults: list[str] = []
        self.context: BrowserContext | None = None

    def open(self) -> Page:
        """The browser with one page; what it kept before is still there, but for the session, which ends with it."""
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.profile), locale="fr-FR", viewport=PHONE, **self.launch
        )
        self.context.on("dialog", lambda dialog: dialog.accept())
        self.faults = watch(self.context, self.origin)
        return self.context.pages[0]

    def close(self) -> None:
        """The browser is closed, as a pocket closes it."""
        if self.context:
            self.context.close()
        self.context = None
        assert not self.faults, "\n".join(self.faults)

    def enter(self, world: World, name: str) -> None:
        """Sign this member of the cast in; « anonymous » signs out without a word to the pages."""
        assert self.context
        self.context.clear_cookies()
        for cookie in sign_in(world.cast, name).cookies.values():
            self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.origin}])

    def network(self, *, there: bool) -> None:
        """The network comes or goes, for the pages and for the service worker."""
        assert self.context
        self.context.set_offline(not there)


def ready(page: Page, origin: str) -> None:
    """The filing page, its service worker at work: from now on it opens without network."""
    page.goto(origin + FILING, wait_until="networkidle")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.keys().then((names) => names.some((name) => name.startsWith('palier-')))")


@contextmanager
def served(address: str = "localhost") -> Iterator[LiveServer]:
    """A server of one's own, that may stop; with the address of one that stopped, the same again."""
    server = LiveServer(address.removeprefix("http://"))
    try:
        yield server
    finally:
        server.stop()
