"""Reads about the information pages: as a service wrote them, or as they come with the program."""

from dataclasses import dataclass
from datetime import datetime

from palier.partners.models import Page
from palier.partners.reference import read

KEYS = ("legal", "data-protection", "accessibility")


@dataclass(frozen=True, slots=True)
class PageText:
    """A page as it is read; `changed_at` is None while the service has not made it its own."""

    key: str
    title: str
    text: str
    changed_at: datetime | None

    @property
    def is_complete(self) -> bool:
        """False while a passage between square brackets waits to be filled."""
        return "[" not in self.text


def page_text(key: str) -> PageText:
    """The information page of that key."""
    found = Page.objects.filter(pk=key).first()
    return _own(found) if found else _supplied(key)


def information_pages() -> list[PageText]:
    """All information pages, in their usual order."""
    written = Page.objects.in_bulk(KEYS)
    return [_own(written[key]) if key in written else _supplied(key) for key in KEYS]


def _own(page: Page) -> PageText:
    return PageText(page.key, page.title, page.text, page.changed_at)


def _supplied(key: str) -> PageText:
    entry = next(entry for entry in read("pages")["page"] if entry["key"] == key)
    return PageText(key, entry["title"], entry["text"].strip(), None)
