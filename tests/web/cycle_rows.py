"""Statuses shared by the matrices of the cycle's screens."""

from palier.web.shell.navigation import address_of
from tests.web.matrix import CAST, CHIEFS, CUT, MANDATES, OTHER_GROUP, PARTNERS, POLICE

MEMBERS = (*POLICE, *PARTNERS)
SEATED = (*MEMBERS, *OTHER_GROUP)


def only(*names: str, others: int, gate: bool = True) -> dict[str, int]:
    """200 for those named, the login for the anonymous, the charter for Gaëlle, `others` for the rest."""
    table = dict.fromkeys(CAST, others) | {"anonymous": 302} | dict.fromkeys(names, 200)
    if gate and address_of("partners:charter-sign"):
        table["gaelle"] = 302
    return table


def listed(*names: str) -> dict[str, int]:
    """A screen opened by a role: 403 for the others."""
    return only(*names, others=403)


def object_of_group(*names: str, seen: tuple[str, ...] = MEMBERS) -> dict[str, int]:
    """An object of Digne 1: 200 for those named, 403 for those who only see it, 404 for the rest."""
    table = only(*names, others=404)
    return table | {name: 403 for name in seen if name not in names}


__all__ = ["CHIEFS", "CUT", "MANDATES", "MEMBERS", "POLICE", "SEATED", "listed", "object_of_group", "only"]
