"""Reads of the directory: organisations and the contacts that this reader may read, searched without accents."""

from dataclasses import dataclass

from django.db.models import F, Prefetch, Q, QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, holds_anywhere
from palier.kernel.folding import holding, searched_words
from palier.partners.models import Contact, Organisation, Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What the directory is filtered by; empty filters nothing."""

    words: str = ""
    type_code: str = ""
    closed: bool = False


def directory_for(actor: Actor, search: Search = Search()) -> QuerySet[Organisation]:
    """Organisations by name, each with the present contacts this reader may read (`present_contacts`).

    The words are looked for in the organisation's names and in those of the contacts that the reader may read,
    without accents nor case: a name found proves nothing more than the page shows.
    """
    if not holds_anywhere(actor, Verb.DIRECTORY_READ):
        return Organisation.objects.none()
    rows = Organisation.objects.filter(closed_on__isnull=not search.closed)
    if search.type_code:
        rows = rows.filter(type_id=search.type_code)
    if search.words.strip():
        rows = _holding(rows, actor, search.words)
    present = present_contacts(actor).order_by("name__folded")
    return rows.select_related("type").prefetch_related(Prefetch("contacts", present, to_attr="present_contacts"))


def present_contacts(actor: Actor) -> QuerySet[Contact]:
    """The contacts still there that this reader may read."""
    return Contact.objects.visible_to(actor).filter(departed_on__isnull=True)


def contacts_of(actor: Actor, organisation: Organisation) -> QuerySet[Contact]:
    """Every contact of an organisation that this reader may read, present ones first."""
    rows = Contact.objects.visible_to(actor).filter(organisation=organisation)
    return rows.select_related("user").order_by(F("departed_on").asc(nulls_first=True), "name__folded")


def seats_of_contact(actor: Actor, contact: Contact) -> QuerySet[Seat]:
    """The seats of a contact in the groups this reader knows, newest first."""
    rows = Seat.objects.visible_to(actor).filter(contact=contact)
    return rows.select_related("group").order_by("-since", "id")


def _holding(rows: QuerySet[Organisation], actor: Actor, words: str) -> QuerySet[Organisation]:
    """The organisations where each word is in their own names or in those of a contact that this reader may read."""
    for word in searched_words(words):
        people = present_contacts(actor).filter(holding(word, "name", "function")).values("organisation_id")
        rows = rows.filter(holding(word, "name", "short_name", "type__label") | Q(pk__in=people))
    return rows
