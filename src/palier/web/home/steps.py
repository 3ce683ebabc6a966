"""What to do first, for whom everything is still empty."""

from dataclasses import dataclass

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where, holds
from palier.cycle.meetings.queries import meetings_for
from palier.cycle.problems.queries import problems_for
from palier.cycle.reports.queries import reports_for
from palier.partners.models import OrganisationType, Seat
from palier.territory.models import Sector
from palier.web.shell.navigation import address_of


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One thing to do to begin, and whether it is done."""

    label: str
    detail: str
    address: str | None
    is_done: bool


def first_steps(actor: Actor) -> list[FirstStep]:
    """The first steps of a chief or of an administrator; none once all are done, and none for the others."""
    if groups_where(actor, Verb.GROUP_LEAD):
        steps = _of_a_chief(actor)
    elif holds(actor, Verb.ACCOUNT_EDIT):
        steps = _of_an_administrator()
    else:
        return []
    return [] if all(step.is_done for step in steps) else steps


def _of_a_chief(actor: Actor) -> list[FirstStep]:
    led = groups_where(actor, Verb.GROUP_LEAD)
    partners = Seat.objects.visible_to(actor).filter(group__in=led, contact__organisation__type__is_police=False)
    return [
        FirstStep(
            "Réunir les partenaires",
            "Inscrivez au groupe les contacts de la ville, des bailleurs, des écoles, des commerçants.",
            address_of("partners:groups"),
            partners.exists(),
        ),
        FirstStep(
            "Recueillir un premier signalement",
            "Un lieu, des faits, des moments : chaque membre peut en déposer un.",
            address_of("reports:new"),
            reports_for(actor).filter(group__in=led).exists(),
        ),
        FirstStep(
            "Ouvrir une problématique",
            "Quand des faits se répètent au même endroit, le groupe s’en saisit.",
            address_of("problems:list"),
            problems_for(actor).filter(group__in=led).exists(),
        ),
        FirstStep(
            "Fixer la première réunion",
            "Tous les quinze jours, ou une fois par mois au plus : la date se propose ici.",
            address_of("meetings:new"),
            meetings_for(actor).filter(group__in=led).exists(),
        ),
    ]


def _of_an_administrator() -> list[FirstStep]:
    return [
        FirstStep(
            "Charger le territoire",
            "Circonscriptions, secteurs et communes, depuis des fichiers GeoJSON.",
            address_of("territory:import"),
            Sector.objects.exists(),
        ),
        FirstStep(
            "Relire les types de partenaire",
            "Leurs libellés s’affichent sur tous les écrans et documents.",
            address_of("partners:types"),
            OrganisationType.objects.exists(),
        ),
        FirstStep(
            "Créer les groupes",
            "Un par secteur pour commencer ; chacun a son chef et sa cadence.",
            address_of("partners:groups"),
            Seat.objects.unsealed("first steps").exists(),
        ),
    ]
