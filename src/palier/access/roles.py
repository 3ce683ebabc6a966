"""The roles, held in a group (by a seat) or over a territory or the service (by a mandate)."""

from enum import StrEnum

from palier.access.levels import Level


class Role(StrEnum):
    """What a person is here. Decision 8 bounds the mandates: aggregates, settings or logs, never content."""

    CHIEF = "chief"
    DEPUTY = "deputy"
    OFFICER = "officer"
    PARTNER = "partner"
    DISTRICT_CHIEF = "district_chief"
    DIRECTORATE = "directorate"
    ADMINISTRATOR = "administrator"
    DPO = "dpo"

    @property
    def label(self) -> str:
        """The role as it is written on screens."""
        return LABELS[self]

    @property
    def clearance(self) -> Level | None:
        """The highest level a seat with this role reads in its group; None for a mandate."""
        return CLEARANCES.get(self)

    @property
    def needs_second_factor(self) -> bool:
        """Police, administration and data protection enter with a second factor."""
        return self is not Role.PARTNER


LABELS = {
    Role.CHIEF: "Chef de secteur",
    Role.DEPUTY: "Adjoint du chef de secteur",
    Role.OFFICER: "Policier du secteur",
    Role.PARTNER: "Contact de partenaire",
    Role.DISTRICT_CHIEF: "Chef de circonscription",
    Role.DIRECTORATE: "Direction départementale",
    Role.ADMINISTRATOR: "Administrateur",
    Role.DPO: "Délégué à la protection des données",
}
CLEARANCES = {
    Role.CHIEF: Level.POLICE,
    Role.DEPUTY: Level.POLICE,
    Role.OFFICER: Level.POLICE,
    Role.PARTNER: Level.GROUP,
}
SEAT_ROLES = tuple(CLEARANCES)
MANDATE_ROLES = (Role.DISTRICT_CHIEF, Role.DIRECTORATE, Role.ADMINISTRATOR, Role.DPO)
