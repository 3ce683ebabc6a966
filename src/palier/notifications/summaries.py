"""From notices to mails: what is urgent leaves after twenty minutes, the rest in one summary a morning (or as asked).

Until then whoever caused a notice may take its mail back. A mail is written with what its recipient may read then, and
read again at the moment it leaves (`prepare`).
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from palier.kernel.clock import day_of
from palier.notifications.delivery import prepare_with
from palier.notifications.kinds import Rhythm
from palier.notifications.letters import write_letter
from palier.notifications.lines import lines_for
from palier.notifications.models import Message, Notice
from palier.notifications.outbox import Mail, enqueue
from palier.notifications.stopping import stop_link
from palier.partners.actors import actor_for
from palier.partners.models import User

KIND = "summary"
# Long enough to take a word back, and for what is done in one go to be told in one mail.
PAUSE = timedelta(minutes=20)
MORNING = time(7, 0)


def summaries_are_due(*, now: datetime) -> bool:
    """Whether a round of `write_summaries` would write something."""
    return _due(now).exists()


def write_summaries(*, now: datetime) -> int:
    """Write the mails whose hour has come, one a person (what is urgent apart); how many were.

    Each mail and the mark on its notices are one transaction: a crash leaves both or neither.
    """
    by_recipient: dict[UUID, list[Notice]] = defaultdict(list)
    for notice in _due(now).order_by("entry"):
        by_recipient[notice.recipient_id].append(notice)
    people = User.objects.filter(pk__in=by_recipient)
    return sum(_write(user, by_recipient[user.pk], now) for user in people)


def listen() -> None:
    """Have each summary read again at the moment it leaves."""
    prepare_with(KIND, prepare)


def prepare(message: Message, now: datetime) -> Mail | None:
    """The same mail as its recipient may read it now, at its address of now; None when nothing of it is left.

    Who asked meanwhile for nothing but the urgent has nothing else.
    """
    notices = list(_rows().filter(message=message).select_related("recipient__mail_preference").order_by("entry"))
    user = notices[0].recipient if notices else None
    kept = [notice for notice in notices if notice.is_urgent or not _wants_only_urgent(notice.recipient)]
    if user is None or not kept:
        return None
    if message.recipient != user.email:
        message.recipient = user.email
        message.save(update_fields=["recipient"])
    return _compose(user, kept, day_of(now))


def _due(now: datetime) -> QuerySet[Notice]:
    """Notices older than the pause whose mail is urgent, wanted at once, or was awaited for this morning."""
    morning = timezone.make_aware(datetime.combine(day_of(now), MORNING))
    last_morning = morning if now >= morning else morning - timedelta(days=1)
    at_once = Q(recipient__mail_preference__rhythm=Rhythm.AT_ONCE)
    hour = Q(is_urgent=True) | at_once | Q(created_at__lt=last_morning)
    return _rows().filter(hour, settled_at__isnull=True, created_at__lte=now - PAUSE)


def _write(user: User, notices: list[Notice], now: datetime) -> int:
    urgent = [notice for notice in notices if notice.is_urgent]
    others = [] if _wants_only_urgent(user) else [notice for notice in notices if not notice.is_urgent]
    with transaction.atomic():
        # Held until commit: the other worker that read the same notices finds them settled.
        waiting = _rows().filter(pk__in=[notice.pk for notice in notices], settled_at__isnull=True)
        free = set(waiting.select_for_update().values_list("pk", flat=True))
        written = sum(_mail(user, [one for one in batch if one.pk in free], now) for batch in (urgent, others))
        _rows().filter(pk__in=free).update(settled_at=now)
    return written


def _wants_only_urgent(user: User) -> bool:
    preference = getattr(user, "mail_preference", None)
    return preference is not None and preference.rhythm == Rhythm.URGENT


def _mail(user: User, notices: list[Notice], now: datetime) -> int:
    mail = _compose(user, notices, day_of(now)) if notices else None
    if mail is None:
        return 0
    message = enqueue(recipient=user.email, mail=mail, key=f"{KIND}:{notices[0].pk.hex}")
    _rows().filter(pk__in=[notice.pk for notice in notices]).update(message=message)
    return 1


def _compose(user: User, notices: Sequence[Notice], today: date) -> Mail | None:
    if not user.is_active or user.closed_at is not None:
        return None
    lines = lines_for(actor_for(user, today=today), notices, today=today, mailed=True)
    if not lines:
        return None
    context = {
        "name": user.name,
        "awaited": [line for line in lines if line.is_awaited],
        "told": [line for line in lines if not line.is_awaited],
        "is_urgent": all(notice.is_urgent for notice in notices),
        "stop_link": stop_link(user),
    }
    return write_letter(KIND, context, holds_secret=False)


def _rows() -> QuerySet[Notice]:
    return Notice.objects.unsealed("mailing notices")
