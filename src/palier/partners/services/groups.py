"""Writes about groups: create, change, close; their shape, cadence and attachment."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from palier.access.actor import Actor
from palier.journal.events import Event
from palier.journal.services import record_event
from palier.kernel.clock import day_of
from palier.kernel.errors import Refused
from palier.partners.models import Contact, Group, Seat
from palier.partners.services.authority import ASK_CHIEF, ASK_FOUNDER, appoints, founds_in, leads, require_that
from palier.partners.services.editing import unique_or_refused, write
from palier.partners.services.seats import end_open_seats, seat_chief
from palier.partners.services.subjects import about_group
from palier.territory.models import District, Sector

# The doctrine: every fifteen days, every month at most. A local choice may stretch it, not empty it of sense.
SHORTEST_INTERVAL, LONGEST_INTERVAL = 7, 92


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a group is meant to be: what its form fills in."""

    name: str
    shape: str = Group.Shape.SECTOR
    sectors: tuple[Sector, ...] = field(default_factory=tuple)
    theme: str = ""
    planned_end_on: date | None = None
    attachment: str = Group.Attachment.STANDALONE
    target_interval_days: int = 15
    maximum_interval_days: int = 31

    def checked(self, district: District, opened_on: date) -> dict[str, Any]:
        """The columns to write; refused when the shape lacks what makes it, or when the cadence makes no sense."""
        if not self.name.strip():
            raise Refused("Indiquez le nom du groupe.", field="name")
        self._check_shape(opened_on)
        self._check_cadence()
        for sector in self.sectors:
            if sector.district_id != district.pk:
                raise Refused(f"Le secteur {sector} n’est pas dans la circonscription {district}.", field="sectors")
        return {
            "name": self.name.strip(),
            "shape": self.shape,
            "theme": self.theme.strip(),
            "planned_end_on": self.planned_end_on,
            "attachment": self.attachment,
            "target_interval_days": self.target_interval_days,
            "maximum_interval_days": self.maximum_interval_days,
        }

    def _check_shape(self, opened_on: date) -> None:
        if self.shape == Group.Shape.SECTOR and not self.sectors:
            raise Refused("Un groupe de secteur couvre au moins un secteur. Choisissez-le.", field="sectors")
        if self.shape == Group.Shape.AD_HOC and not self.theme.strip():
            raise Refused("Un groupe ad hoc est ouvert pour un lieu ou un objet. Nommez-le.", field="theme")
        if self.shape == Group.Shape.AD_HOC and not self.planned_end_on:
            raise Refused("Un groupe ad hoc a une durée. Indiquez sa fin prévue.", field="planned_end_on")
        if self.planned_end_on and self.planned_end_on <= opened_on:
            raise Refused(f"La fin prévue doit suivre l’ouverture ({opened_on:%d/%m/%Y}).", field="planned_end_on")
        if self.shape == Group.Shape.THEMATIC and not self.theme.strip():
            raise Refused("Un groupe thématique porte un thème. Indiquez-le.", field="theme")

    def _check_cadence(self) -> None:
        if not SHORTEST_INTERVAL <= self.target_interval_days <= LONGEST_INTERVAL:
            raise Refused(
                f"L’intervalle visé est compris entre {SHORTEST_INTERVAL} et {LONGEST_INTERVAL} jours "
                "(quinze jours d’ordinaire).",
                field="target_interval_days",
            )
        if not self.target_interval_days <= self.maximum_interval_days <= LONGEST_INTERVAL:
            raise Refused(
                f"L’intervalle maximal est au moins l’intervalle visé ({self.target_interval_days} jours) et au plus "
                f"{LONGEST_INTERVAL} jours (un mois d’ordinaire).",
                field="maximum_interval_days",
            )


def create_group(
    *,
    actor: Actor,
    code: str,
    district: District,
    plan: Plan,
    chief: Contact,
    opened_on: date,
    now: datetime,
) -> Group:
    """Open a group with its chief. The code is part of every reference (DIG-2-2026-014): it never changes."""
    require_that(founds_in(actor, district, day_of(now)), ASK_FOUNDER)
    values = plan.checked(district, opened_on)
    code = code.strip().upper()
    if not re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", code):
        raise Refused("Le code est fait de lettres, de chiffres et de tirets : DIG-2 par exemple.", field="code")
    with transaction.atomic():
        with unique_or_refused(f"Le code {code} est déjà pris par un autre groupe.", field="code"):
            group = Group.objects.create(code=code, district=district, opened_on=opened_on, created_at=now, **values)
        group.sectors.set(plan.sectors)
        payload = {"code": code, "shape": group.shape, "attachment": group.attachment}
        record_event(Event.GROUP_CREATE, actor=actor, at=now, subject=about_group(group), payload=payload)
        seat_chief(actor=actor, group=group, contact=chief, on=opened_on, now=now)
    return group


def change_group(*, actor: Actor, group: Group, seen: int, plan: Plan, now: datetime) -> Group:
    """Correct what a group is meant to be; `seen` is the revision the form was filled from."""
    require_that(leads(actor, group), ASK_CHIEF)
    _check_open(group)
    values = plan.checked(group.district, group.opened_on)
    before = set(group.sectors.values_list("pk", flat=True))
    moved = before != {sector.pk for sector in plan.sectors}
    with transaction.atomic():
        changed = write(group, seen, values)
        if moved:
            if not changed:  # the sectors alone moved: the revision must move with them
                _touch(group, seen)
            group.sectors.set(plan.sectors)
            changed = [*changed, "sectors"]
        if changed:
            payload = {"fields": changed}
            record_event(Event.GROUP_CHANGE, actor=actor, at=now, subject=about_group(group), payload=payload)
    return group


def close_group(*, actor: Actor, group: Group, seen: int, on: date, now: datetime) -> Group:
    """Close a group: every seat ends that day, nobody reads its rows any more; figures keep counting them."""
    require_that(appoints(actor, group), ASK_FOUNDER)
    _check_open(group)
    if not group.opened_on <= on <= day_of(now):
        raise Refused(f"La clôture se place entre l’ouverture ({group.opened_on:%d/%m/%Y}) et aujourd’hui.", field="on")
    with transaction.atomic():
        write(group, seen, {"closed_on": on})
        end_open_seats(Seat.objects.unsealed("closing the group").filter(group=group), on)
        payload = {"closed_on": on.isoformat()}
        record_event(Event.GROUP_CLOSE, actor=actor, at=now, subject=about_group(group), payload=payload)
    return group


def _touch(group: Group, seen: int) -> None:
    write(group, seen, {"revision": seen + 1})


def _check_open(group: Group) -> None:
    if group.closed_on:
        raise Refused(f"Ce groupe est clos depuis le {group.closed_on:%d/%m/%Y} : il ne change plus.")
