"""What the filters offer: categories under their family, communes and sectors of the reader's circonscriptions."""

from itertools import groupby
from typing import Any

from palier.access.actor import Actor
from palier.access.levels import LABELS, Level
from palier.cycle.catalogue.models import Category
from palier.partners.models import Group
from palier.territory.models import Commune, Sector
from palier.web.finding.criteria import COMMUNE, SECTOR

Choices = list[Any]
FAMILY = "famille:"


def categories() -> Choices:
    """Every category, withdrawn ones too since old rows keep them; each family first, as a whole."""
    ordered = Category.objects.order_by("family__code", "code")
    rows = ordered.values_list("code", "label", "family_id", "family__label")
    found: Choices = [("", "Toutes")]
    for (key, family), members in groupby(rows, key=lambda row: row[2:]):
        whole = (f"{FAMILY}{key}", f"{family} : toute la famille")
        found.append((family, [whole, *(row[:2] for row in members)]))
    return found


def groups(actor: Actor) -> Choices:
    """The groups where this reader sits."""
    rows = Group.objects.visible_to(actor).filter(pk__in=actor.group_ids)
    return [("", "Tous"), *((str(row.pk), str(row)) for row in rows)]


def areas(actor: Actor) -> Choices:
    """The communes and the sectors of the circonscriptions of the reader's groups."""
    own = Group.objects.visible_to(actor).filter(pk__in=actor.group_ids).values("district")
    communes = Commune.objects.filter(district__in=own).values_list("pk", "name")
    sectors = Sector.objects.filter(district__in=own).values_list("pk", "name")
    found: Choices = [("", "Partout")]
    if communes:
        found.append(("Communes", [(f"{COMMUNE}{key}", name) for key, name in communes]))
    if sectors:
        found.append(("Secteurs", [(f"{SECTOR}{key}", name) for key, name in sectors]))
    return found


def levels(actor: Actor) -> Choices:
    """The levels to choose from, for the police alone; nothing for the others."""
    clearances = actor.groups_by_clearance()
    if not clearances or max(clearances) < Level.POLICE:
        return []
    return [("", "Tous"), *((level.value, LABELS[level]) for level in Level if level <= Level.POLICE)]
