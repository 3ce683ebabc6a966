"""Answering a proposal, and reporting on what was promised: the same moves for the police as for partners."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.attachments.services import Upload, add_attachments
from palier.cycle.actions.lifecycle import ACTION_LIFECYCLE
from palier.cycle.actions.models import Action
from palier.cycle.actions.services.parts import join_as_told, join_by
from palier.partners.models import User
from palier.workflow.engine import advance


@dataclass(frozen=True, slots=True)
class _Done:
    observation: str
    on: date
    ticket: str
    files: Sequence[Upload]
    noted_by: User | None = None


def accept_action(*, actor: Actor, action: Action, now: datetime, today: date) -> Action:
    """Give one's word; the organisation is then in on the problem."""
    return _accept("accept", actor, action, now, today, noted_by=None)


def decline_action(*, actor: Actor, action: Action, reason: str, now: datetime) -> Action:
    """Say no, and why."""
    changes = {"decline_reason": reason.strip(), "noted_by": None, **_word(action)}
    return advance(action, ACTION_LIFECYCLE, "decline", actor=actor, now=now, changes=changes)


def take_back_word(*, actor: Actor, action: Action, now: datetime) -> Action:
    """Change one's word, or contest what was noted in one's name: the proposal awaits its answer again."""
    changes = {"accepted_on": None, "decline_reason": "", "noted_by": None}
    return advance(action, ACTION_LIFECYCLE, "take_back", actor=actor, now=now, changes=changes)


def note_acceptance(*, actor: Actor, action: Action, now: datetime, today: date) -> Action:
    """Write down that the responsible organisation accepted, as it told those who lead the group."""
    return _accept("accept_told", actor, action, now, today, noted_by=_noting(actor))


def note_refusal(*, actor: Actor, action: Action, reason: str, now: datetime) -> Action:
    """Write down that it declined, and why."""
    changes = {"decline_reason": reason.strip(), "noted_by": _noting(actor), **_word(action)}
    return advance(action, ACTION_LIFECYCLE, "decline_told", actor=actor, now=now, changes=changes)


def note_completion(
    *,
    actor: Actor,
    action: Action,
    observation: str,
    now: datetime,
    today: date,
    ticket: str = "",
    files: Sequence[Upload] = (),
) -> Action:
    """Write down that it told it done, with what it observed."""
    done = _Done(observation, today, ticket, files, noted_by=_noting(actor))
    return _complete("complete_told", actor, action, now, done)


def start_action(*, actor: Actor, action: Action, now: datetime) -> Action:
    """Begin, or go on after a block."""
    return advance(action, ACTION_LIFECYCLE, "start", actor=actor, now=now, changes={"block_reason": ""})


def complete_action(
    *,
    actor: Actor,
    action: Action,
    observation: str,
    now: datetime,
    today: date,
    ticket: str = "",
    files: Sequence[Upload] = (),
) -> Action:
    """Report it done, with what was observed, and photographs of the place if there are some: all of it, or nothing."""
    return _complete("complete", actor, action, now, _Done(observation, today, ticket, files))


def block_action(*, actor: Actor, action: Action, reason: str, now: datetime) -> Action:
    """Say what prevents it."""
    return advance(action, ACTION_LIFECYCLE, "block", actor=actor, now=now, changes={"block_reason": reason.strip()})


def abandon_action(*, actor: Actor, action: Action, reason: str, now: datetime) -> Action:
    """Give it up, and why."""
    return advance(
        action, ACTION_LIFECYCLE, "abandon", actor=actor, now=now, changes={"abandon_reason": reason.strip()}
    )


def resume_action(*, actor: Actor, action: Action, now: datetime) -> Action:
    """It was not done after all."""
    return advance(action, ACTION_LIFECYCLE, "resume", actor=actor, now=now, changes={"done_on": None})


def _accept(move: str, actor: Actor, action: Action, now: datetime, today: date, *, noted_by: User | None) -> Action:
    changes = {"accepted_on": today, "decline_reason": "", "noted_by": noted_by, **_word(action)}
    with transaction.atomic():
        accepted = advance(action, ACTION_LIFECYCLE, move, actor=actor, now=now, changes=changes)
        if noted_by is None:
            join_by(accepted, actor=actor, now=now)
        else:
            join_as_told(accepted, now=now)
    return accepted


def _complete(move: str, actor: Actor, action: Action, now: datetime, done: _Done) -> Action:
    changes = {
        "observation": done.observation.strip(),
        "done_on": done.on,
        "ticket": done.ticket or action.ticket,
        "noted_by": done.noted_by,
    }
    with transaction.atomic():
        if done.files:  # first: a refused file leaves the action in hand as it was
            add_attachments(actor=actor, subject=action, uploads=done.files, now=now)
        return advance(action, ACTION_LIFECYCLE, move, actor=actor, now=now, changes=changes)


def _word(action: Action) -> dict[str, int]:
    """The mark of the word being given, on the version that it makes."""
    return {"word_version": action.version + 1}


def _noting(actor: Actor) -> User | None:
    return User.objects.get(pk=actor.user_id) if actor.user_id else None
