"""From the organisation a tracker names to one of the directory."""

from datetime import datetime

from palier.access.actor import Actor
from palier.intake.organisations import Owner, read_owner
from palier.intake.words import fold
from palier.kernel.errors import Refused
from palier.partners.models import Group, Organisation, OrganisationType
from palier.partners.services.organisations import create_organisation

_SHORTEST = 3


def known_names(group: Group) -> dict[str, Owner]:
    """Folded name -> organisation of the directory, those of the group and the others: they are read in the cells."""
    found: dict[str, Owner] = {}
    for organisation in Organisation.objects.filter(closed_on__isnull=True).order_by("name"):
        for name in (organisation.name, organisation.short_name):
            if name and len(fold(name)) > _SHORTEST:
                found.setdefault(fold(name), Owner(organisation.name, organisation.type_id, known=True))
    return found


class Directory:
    """The organisations by name, those that sit in the group first; one that is missing is entered."""

    def __init__(self, *, actor: Actor, group: Group, now: datetime) -> None:
        self._actor, self._now = actor, now
        self._members = list(
            Organisation.objects.filter(contacts__seats__group=group, closed_on__isnull=True)
            .distinct()
            .order_by("name")
        )
        self._by_name: dict[str, Organisation] = {}
        for organisation in Organisation.objects.filter(closed_on__isnull=True):
            self._by_name[fold(organisation.name)] = organisation
            if organisation.short_name:
                self._by_name.setdefault(fold(organisation.short_name), organisation)
        self.created: list[Organisation] = []

    def find(self, owner: Owner) -> Organisation:
        """The organisation meant: by its name, else the member of the same public body, else a new one."""
        known = self._by_name.get(fold(owner.name))
        if known:
            return known
        # « Ville - voirie », « Police nationale (BST) » are services of one body; two landlords are not.
        body = owner.name.split(" - ")[0].split(" (")[0]
        if owner.type in _BODIES:
            member = next((one for one in self._members if one.type_id == owner.type), None)
            if member:
                return member
        return self._by_name.get(fold(body)) or self._enter(body, owner.type)

    def known_lead(self, text: str) -> Organisation | None:
        """The organisation that leads, when its kind is known; a lead is worth no new organisation of unknown kind."""
        owner = read_owner(text)
        return self.find(owner) if owner and owner.type else None

    def _enter(self, name: str, code: str) -> Organisation:
        kind = OrganisationType.objects.filter(code=code).first()
        if kind is None:
            raise Refused(f"Type de partenaire « {code} » absent : lancez « palier migrate ».")
        made = create_organisation(actor=self._actor, kind=kind, name=name[:150], now=self._now)
        self._by_name[fold(name)] = made
        self.created.append(made)
        return made


_BODIES = frozenset(["PN", "PM", "MAI", "EPCI", "ETA", "DEP", "SDIS"])
