"""Two people end the same item: neither covers the other unawares."""

from palier.cycle.meetings.models import AgendaItem
from palier.kernel.errors import Refused


def nobody_was_faster(item: AgendaItem, seen: str | None) -> None:
    """Refuse to cover what somebody else noted meanwhile: it is told, and what was typed stays in its box."""
    found = AgendaItem.objects.unsealed("outcome").filter(pk=item.pk).first()
    if seen is None or found is None or found.ending_mark == seen:
        return
    item.outcome, item.note = found.outcome, found.note
    told = f"« {found.get_outcome_display() or 'aucune issue'} »" + (f", « {found.note} »" if found.note else "")
    raise Refused(f"Un collègue a noté entre-temps : {told}. Votre texte est gardé ici ; envoyez-le pour le remplacer.")
