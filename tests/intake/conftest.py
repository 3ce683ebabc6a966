"""What the tests of the take-over may ask for."""

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import pytest

from palier.cycle.catalogue.services import load_catalogue
from palier.intake.addresses import nothing_known
from palier.intake.group_reading import read_for_group
from palier.intake.reading import Tracker
from palier.intake.takeover import Taken, take_over
from palier.intake.tracker import read_tracker
from palier.partners.models import OrganisationType
from palier.territory.models import Sector
from palier.territory.services.kinds import load_place_kinds
from tests.cast import NOW, TODAY, Cast

SAMPLE = (files("palier.demo") / "data" / "comptes_rendus_manosque.csv").read_bytes()
HEADER = "Réunion du;Problématique;Localisation;Constat;Action;Qui fait;Délai;Réalisé;Fait le;Suite"


@dataclass
class Desk:
    """A chief's desk: the group, its sector, and a tracker to take over."""

    cast: Cast

    def read(self, *lines: str) -> Tracker:
        return read_tracker("\n".join([HEADER, *lines]).encode(), today=TODAY)

    def open(self, content: bytes, **options: Any) -> Tracker:
        return read_for_group(content, group=self.cast.group, today=TODAY, **options)

    def take(self, tracker: Tracker, by: str = "alice", **options: Any) -> Taken:
        options = {"find_address": nothing_known, "now": NOW, **options}
        return take_over(actor=self.cast.actor(by), group=self.cast.group, tracker=tracker, **options)


@pytest.fixture
def desk(cast) -> Desk:
    load_catalogue()
    load_place_kinds()
    sector = Sector.objects.create(district=cast.group.district, code="DIG-1", name="Digne 1")
    cast.group.sectors.add(sector)
    for code in ("PM", "EPCI", "EDU", "TRA", "ASS", "ETA", "COM", "MAI", "BAI", "HAB", "SAN", "COP"):
        OrganisationType.objects.get_or_create(code=code, defaults={"label": code})
    return Desk(cast)
