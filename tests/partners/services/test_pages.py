"""Information pages: as supplied, then as a service wrote them."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.queries.pages import KEYS, information_pages, page_text
from palier.partners.services.pages import change_page
from tests.cast import NOW


def change(cast, name="agathe", **values):
    given = {"key": "legal", "title": "Mentions légales", "text": "Éditeur : préfecture.", "seen": None, "now": NOW}
    return change_page(actor=cast.actor(name), **{**given, **values})


def test_the_supplied_pages_stand_until_they_are_written(cast):
    supplied = information_pages()
    assert [page.key for page in supplied] == list(KEYS)
    assert all(page.text and page.changed_at is None and not page.is_complete for page in supplied)


def test_a_page_once_written_replaces_the_supplied_one_and_leaves_a_trace(cast):
    change(cast)
    page = page_text("legal")
    assert (page.text, page.changed_at, page.is_complete) == ("Éditeur : préfecture.", NOW, True)
    entry = Entry.objects.unsealed("test").get(event=Event.PAGE_CHANGE)
    assert (entry.at, entry.level) == (NOW, Level.POPULATION)


def test_two_editors_do_not_overwrite_each_other(cast):
    change(cast)
    with pytest.raises(Stale):
        change(cast, text="Autre texte.")
    later = NOW + timedelta(hours=1)
    change(cast, text="Suite.", seen=NOW, now=later)
    with pytest.raises(Stale):
        change(cast, text="Trop tard.", seen=NOW, now=later)
    assert page_text("legal").text == "Suite."


def test_an_empty_or_unknown_page_is_refused(cast):
    with pytest.raises(Refused) as empty:
        change(cast, text="  ")
    assert empty.value.field == "text"
    with pytest.raises(Refused):
        change(cast, key="charter")


def test_a_partner_does_not_edit_pages(cast):
    with pytest.raises(NotGranted):
        change(cast, name="bruno")
