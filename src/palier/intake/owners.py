"""From the organisation a tracker names to one of the directory."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rapidfuzz import fuzz

from palier.access.actor import Actor
from palier.intake.models import RememberedColumns
from palier.intake.organisations import Owner, read_owner
from palier.intake.words import fold
from palier.kernel.errors import Refused
from palier.partners.models import Group, Organisation, OrganisationType
from palier.partners.services.organisations import create_organisation

_SHORTEST = 3
_NEAR, _FEW = 70, 3


def known_names(group: Group) -> dict[str, Owner]:
    """Folded name -> organisation of the directory, those of the group and the others: they are read in the cells."""
    found: dict[str, Owner] = {}
    for organisation in Organisation.objects.filter(closed_on__isnull=True).order_by("name"):
        for name in (organisation.name, organisation.short_name):
            if name and len(fold(name)) > _SHORTEST:
                found.setdefault(fold(name), Owner(organisation.name, organisation.type_id, known=True))
    return found


def meant_by_group(group: Group) -> Mapping[str, str]:
    """Folded name in the group’s files -> key of the organisation it means, as the group said it."""
    kept = RememberedColumns.objects.unsealed("reading the group’s own file").filter(group=group).first()
    return dict(kept.owners) if kept else {}


def near_ones(names: Sequence[str]) -> dict[str, list[Organisation]]:
    """The organisations of the directory that a new name resembles, the nearest first."""
    known = list(Organisation.objects.filter(closed_on__isnull=True).order_by("name"))
    found: dict[str, list[Organisation]] = {}
    for name in names:
        scored = [(fuzz.token_set_ratio(fold(name), fold(one.name)), one) for one in known]
        near = sorted((pair for pair in scored if pair[0] >= _NEAR), key=lambda pair: -pair[0])
        found[name] = [one for _, one in near[:_FEW]]
    return found


class Directory:
    """The organisations by name, those that sit in the group first; one that is missing is entered."""

    def __init__(self, *, actor: Actor, group: Group, now: datetime, meant: Mapping[str, str] | None = None) -> None:
        """`meant`: folded name in the file -> key of the organisation of the directory that it means."""
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
        chosen = {**meant_by_group(group), **(meant or {})}
        open_ones = Organisation.objects.filter(pk__in=set(chosen.values()), closed_on__isnull=True)
        by_key = {str(one.pk): one for one in open_ones}
        self._by_name |= {name: by_key[key] for name, key in chosen.items() if key in by_key}
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
        made = self._create(kind, name[:150])
        self._by_name[fold(name)] = made
        self.created.append(made)
        return made

    def _create(self, kind: OrganisationType, name: str) -> Organisation:
        return create_organisation(actor=self._actor, kind=kind, name=name, now=self._now)


_BODIES = frozenset(["PN", "PM", "MAI", "EPCI", "ETA", "DEP", "SDIS"])
