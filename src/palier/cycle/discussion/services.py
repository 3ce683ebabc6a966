"""Every write of the discussion: writing, correcting for twenty minutes, withdrawing with a trace."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.discussion.models import Remark
from palier.cycle.discussion.queries import Subject, levels_for, own_among_named, problem_of, seat_for
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.models import Organisation

CORRECTED_WITHIN = timedelta(minutes=20)
LONGEST = 2000


def write_remark(
    *,
    actor: Actor,
    subject: Subject,
    text: str,
    level: Level,
    now: datetime,
    readers: Sequence[Organisation] = (),
) -> Remark:
    """Write a message about a problem or an action. It changes nothing of them, and nobody is notified."""
    group_id = seat_for(actor, subject)
    if group_id is None or not type(subject).objects.visible_to(actor).filter(pk=subject.pk).exists():
        raise NotGranted("Cette discussion ne vous est pas ouverte.")
    if level not in levels_for(actor, subject):
        raise Refused(
            "Choisissez un niveau que vous lisez, et qui ne soit pas plus ouvert que la fiche.", field="level"
        )
    own = actor.seats[group_id].organisation_id
    if level == Level.NAMED and not any(one.pk != own for one in readers):
        raise Refused("Désignez au moins une autre organisation qui lira ce message.", field="readers")
    problem = problem_of(subject)
    remark = Remark(
        problem=problem,
        action=subject if isinstance(subject, Action) else None,
        level=level,
        text=_checked(text),
        author_id=actor.user_id,
        organisation_id=own,
        written_at=now,
    )
    with transaction.atomic():
        remark.save(force_insert=True)
        if level == Level.NAMED:
            named = own_among_named(actor, subject) | {one.pk for one in readers}
            remark.readers.set(Organisation.objects.filter(pk__in=named))
        record_event(Event.REMARK_WRITE, actor=actor, at=now, subject=subject_of(remark))
    return remark


def correct_remark(*, actor: Actor, remark: Remark, text: str, now: datetime) -> Remark:
    """Correct one's own message within twenty minutes; its readers stay."""
    if not may_correct(actor, remark, now):
        raise NotGranted(
            "Un message se corrige par son auteur, dans les vingt minutes. Retirez-le, ou écrivez-en un autre."
        )
    return _write(Event.REMARK_CORRECT, actor, remark, now, text=_checked(text), edited_at=now)


def withdraw_remark(*, actor: Actor, remark: Remark, now: datetime) -> Remark:
    """Withdraw one's own message, or as chief anyone's: the words go, the trace stays."""
    if not may_withdraw(actor, remark):
        raise NotGranted("Un message se retire par son auteur ou par le chef de secteur du groupe.")
    return _write(Event.REMARK_WITHDRAW, actor, remark, now, text="", withdrawn_at=now)


def may_correct(actor: Actor, remark: Remark, now: datetime) -> bool:
    """True for the author, for twenty minutes, unless it was withdrawn."""
    is_fresh = now - remark.written_at <= CORRECTED_WITHIN and remark.withdrawn_at is None
    return is_fresh and actor.user_id is not None and remark.author_id == actor.user_id


def may_withdraw(actor: Actor, remark: Remark) -> bool:
    """True for the author and for who leads the problem, once."""
    is_own = actor.user_id is not None and remark.author_id == actor.user_id
    return remark.withdrawn_at is None and (is_own or holds(actor, Verb.PROBLEM_LEAD, remark.problem.group_id))


def _write(event: Event, actor: Actor, remark: Remark, now: datetime, **values: object) -> Remark:
    with transaction.atomic():
        if not Remark.objects.unsealed("change").filter(pk=remark.pk, withdrawn_at=None).update(**values):
            raise Stale("Ce message a été retiré entre-temps. Rechargez la page.")
        record_event(event, actor=actor, at=now, subject=subject_of(remark))
    for name, value in values.items():
        setattr(remark, name, value)
    return remark


def _checked(text: str) -> str:
    words = text.strip()
    if not words:
        raise Refused("Écrivez le message.", field="text")
    if len(words) > LONGEST:
        raise Refused(f"Un message tient en {LONGEST} signes : joignez plutôt un document.", field="text")
    return words
