"""The editions of one meeting: for whom each is written. What an edition may say is decided by a reader, not here.

The reader is an ordinary Actor that stands for its public: the same sealed rule that filters a screen filters the
paper.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from palier.access.actor import Actor, Seat, population
from palier.access.levels import Level
from palier.access.roles import Role

# The reader speaks for no organisation: what is named to one partner is in no paper made for all.
_NO_ORGANISATION = UUID(int=0)


def partners_of(group_id: UUID) -> Actor:
    """A reader who stands for all the partners of a group."""
    return stand_in(group_id, Role.PARTNER, "Partenaires du groupe")


def police_of(group_id: UUID) -> Actor:
    """A reader who stands for the police of a group; sealed drawers stay closed to it (decision 2)."""
    return stand_in(group_id, Role.OFFICER, "Police du groupe")


def stand_in(group_id: UUID, role: Role, label: str) -> Actor:
    """A reader with this role in one group, nobody in particular."""
    seat = Seat(group_id, role, _NO_ORGANISATION)
    return Actor(user_id=None, label=label, seats=MappingProxyType({group_id: seat}))


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: its level, its names, what it reminds its readers of."""

    code: str
    level: Level
    title: str
    file_name: str
    mark: str
    reminder: str
    reader: Callable[[UUID], Actor]
    # The head of its numbers, once frozen.
    series: str
    layout: str = "minutes"

    @property
    def is_public(self) -> bool:
        """True for what leaves the group."""
        return self.level == Level.POPULATION

    @property
    def is_police(self) -> bool:
        """True when police lines are set apart, with the instructions and the head of the journal."""
        return self.level >= Level.POLICE


PARTNERS = Edition(
    code="partners",
    level=Level.GROUP,
    title="Relevé de décisions",
    file_name="releve-de-decisions",
    mark="",
    reminder=(
        "Relevé destiné aux membres du groupe qui ont signé la charte ; il ne se diffuse pas au-delà. "
        "Le groupe travaille sur des lieux et des faits, jamais sur des personnes."
    ),
    reader=partners_of,
    series="RD",
)
POLICE = Edition(
    code="police",
    level=Level.POLICE,
    title="Annexe police du relevé de décisions",
    file_name="annexe-police",
    mark="Réservé à la police",
    reminder=(
        "Annexe réservée aux policiers du groupe ; elle ne se transmet à aucun partenaire. "
        "Le groupe travaille sur des lieux et des faits, jamais sur des personnes."
    ),
    reader=police_of,
    series="AP",
)
POPULATION = Edition(
    code="population",
    level=Level.POPULATION,
    title="Éléments diffusables",
    file_name="elements-diffusables",
    mark="",
    reminder=(
        "Seul ce document se diffuse hors du groupe : le relevé de décisions et ce qui s’est dit en réunion restent "
        "entre ses membres. Il parle de lieux et de faits, jamais de personnes, et ne désigne aucune organisation."
    ),
    reader=lambda _group_id: population(),
    series="ED",
    layout="public_elements",
)
EDITIONS = {edition.code: edition for edition in (PARTNERS, POLICE, POPULATION)}
