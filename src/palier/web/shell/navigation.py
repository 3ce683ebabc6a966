"""The menu, as one table: what it says, where it leads, which verb opens it."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from palier.access.actor import Actor
from palier.access.grants import Verb, holds_anywhere


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu, for who holds one of its two verbs; without a verb it is for everyone signed in."""

    label: str
    url_name: str
    verb: Verb | None = None
    or_verb: Verb | None = None

    def opens_to(self, actor: Actor) -> bool:
        """True when this reader may follow it."""
        verbs = [verb for verb in (self.verb, self.or_verb) if verb is not None]
        return not verbs or any(holds_anywhere(actor, verb) for verb in verbs)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry this reader may follow, with its address."""

    label: str
    address: str
    is_current: bool


MAIN = (
    Entry("Accueil", "home:home"),
    Entry("Signalements", "reports:list", Verb.REPORT_FILE),
    Entry("Problématiques", "problems:list", Verb.REPORT_FILE),
    Entry("Actions", "actions:list", Verb.ACTION_ANSWER),
    Entry("Réunions", "meetings:list", Verb.MEETING_READ),
    Entry("Groupes", "partners:groups", Verb.GROUP_READ),
    Entry("Annuaire", "partners:organisations", Verb.DIRECTORY_READ),
    Entry("Territoire", "territory:overview", Verb.TERRITORY_READ),
    Entry("Repères", "nomenclature:index"),
    Entry("Bilan", "reviews:yearly", Verb.FIGURES_READ),
    Entry("Journal", "journal:audit", Verb.JOURNAL_AUDIT),
)
SEARCH = Entry("Recherche", "search:search", Verb.REPORT_FILE)
ADMINISTRATION = (
    Entry("Reprendre un tableau", "intake:upload", Verb.PROBLEM_LEAD),
    Entry("Comptes", "account:accounts", Verb.ACCOUNT_EDIT),
    Entry("Invitations", "account:invitations", Verb.ACCOUNT_EDIT, Verb.GROUP_LEAD),
    Entry("Liens d’engagement", "slips:list", Verb.ACTION_LEAD),
    Entry("Courriels envoyés", "account:outbox", Verb.ACCOUNT_EDIT),
    Entry("Demandes de droits", "account:rights", Verb.RIGHTS_ANSWER),
    Entry("Import du territoire", "territory:import", Verb.TERRITORY_EDIT),
    Entry("Types de lieu", "territory:kinds", Verb.NOMENCLATURE_EDIT),
    Entry("Libellés", "partners:terms", Verb.NOMENCLATURE_EDIT),
    Entry("Types de partenaire", "partners:types", Verb.NOMENCLATURE_EDIT),
    Entry("Nomenclature", "catalogue_admin:overview", Verb.NOMENCLATURE_EDIT),
    Entry("Durée d’observation", "problems:observation", Verb.NOMENCLATURE_EDIT),
    Entry("Charte", "partners:charters", Verb.CHARTER_EDIT),
    Entry("Pages d’information", "pages:edit-list", Verb.PAGES_EDIT),
    Entry("Durées de conservation", "journal:retention", Verb.RETENTION_READ),
)


def links(entries: tuple[Entry, ...], actor: Actor, path: str) -> list[Link]:
    """The entries this reader may follow; those whose screen does not exist are left out."""
    if actor.user_id is None:
        return []
    found = []
    for entry in entries:
        if not entry.opens_to(actor):
            continue
        address = address_of(entry.url_name)
        if address:
            found.append(Link(entry.label, address, _is_current(address, path)))
    return found


def address_of(url_name: str, **kwargs: Any) -> str | None:
    """The address of a screen, or None while it does not exist."""
    try:
        return reverse(url_name, kwargs=kwargs or None)
    except NoReverseMatch:
        return None


def _is_current(address: str, path: str) -> bool:
    return path == address if address == "/" else path.startswith(address)
