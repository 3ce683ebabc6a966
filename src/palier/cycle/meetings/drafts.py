"""What is being typed on an item, kept as it is typed. Not journalled: nothing is said yet, and it leaves once sent."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import AgendaItem, Draft
from palier.cycle.meetings.services import hold
from palier.kernel.errors import Refused

LONGEST = 1_000
MOST_BOXES = 10


class WrittenElsewhere(Refused):
    """The same writer typed elsewhere meanwhile: both texts are shown, and nothing was covered."""

    def __init__(self, draft: Draft | None) -> None:
        super().__init__("Vous avez tapé autre chose ailleurs.")
        self.draft = draft


def keep_draft(
    *, actor: Actor, item: AgendaItem, kind: str, words: Mapping[str, str], version: int, now: datetime
) -> int:
    """Keep what this writer typed, over the version it read (0: none), and return the new version (0: nothing left).

    `WrittenElsewhere` when the same writer typed in another window meanwhile; what was kept there stays.
    """
    require(actor, Verb.MEETING_LEAD, item.meeting.group_id)
    if actor.user_id is None:
        raise Refused("Un brouillon est celui d’une personne.")
    if kind not in Draft.Kind.values or len(words) > MOST_BOXES:
        raise Refused("Ce brouillon n’est pas de ceux que l’on garde.")
    if any(len(text) > LONGEST for text in words.values()):
        raise Refused("Ce texte est trop long pour être gardé.")
    rows = Draft.objects.unsealed("own draft").filter(item=item, author=actor.user_id, kind=kind)
    with transaction.atomic():
        hold(item.meeting, State.OPEN)
        if version == 0:
            return _begin(actor.user_id, item, kind, dict(words), now)
        values = {"words": dict(words), "version": version + 1, "changed_at": now}
        if not rows.filter(version=version).update(**values):
            raise WrittenElsewhere(rows.first())
    return version + 1


def forget_draft(*, actor: Actor, item: AgendaItem, kind: str) -> None:
    """It was sent."""
    Draft.objects.unsealed("own draft").filter(item=item, author=actor.user_id, kind=kind).delete()


def drafts_on(actor: Actor, item: AgendaItem) -> list[Draft]:
    """What is being typed on an item, for those who lead the meeting."""
    return list(Draft.objects.visible_to(actor).filter(item=item).select_related("author"))


def _begin(author: UUID, item: AgendaItem, kind: str, words: dict[str, str], now: datetime) -> int:
    try:
        with transaction.atomic():
            Draft.objects.create(item=item, author_id=author, kind=kind, words=words, changed_at=now)
    except IntegrityError:
        rows = Draft.objects.unsealed("own draft").filter(item=item, author=author, kind=kind)
        raise WrittenElsewhere(rows.first()) from None
    return 1
