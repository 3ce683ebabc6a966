"""The group that a command names by its code."""

from palier.kernel.errors import Refused
from palier.partners.models import Group


def group_named(code: str) -> Group:
    """The group of this code, or `Refused` with those that exist: whoever runs the server may name any."""
    rows = Group.objects.unsealed("a command, run on the server")
    group = rows.filter(code=code).first()
    if group is None:
        known = ", ".join(rows.filter(closed_on__isnull=True).values_list("code", flat=True)) or "aucun"
        raise Refused(f"Aucun groupe de code « {code} ». Groupes connus : {known}.")
    return group
