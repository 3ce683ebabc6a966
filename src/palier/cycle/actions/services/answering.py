"""Answering a proposal, and reporting on what was promised: the same moves for the police as for partners."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.attachments.services import Upload, add_attachments
from palier.cycle.actions.lifecycle import ACTION_LIFECYCLE
from palier.cycle.actions.models import Action
from palier.cycle.actions.services.parts import join_by
from palier.workflow.engine import advance


def accept_action(*, actor: Actor, action: Action, now: datetime, today: date) -> Action:
    """Give one's word; the organisation is then in on the problem."""
    with transaction.atomic():
        accepted = advance(action, ACTION_LIFECYCLE, "accept", actor=actor, now=now, changes={"accepted_on": today})
        join_by(accepted, actor=actor, now=now)
    return accepted


def decline_action(*, actor: Actor, action: Action, reason: str, now: datetime) -> Action:
    """Say no, and why."""
    return advance(
        action, ACTION_LIFECYCLE, "decline", actor=actor, now=now, changes={"decline_reason": reason.strip()}
    )


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
    changes = {"observation": observation.strip(), "done_on": today, "ticket": ticket or action.ticket}
    with transaction.atomic():
        if files:  # first: a refused file leaves the action in hand as it was
            add_attachments(actor=actor, subject=action, uploads=files, now=now)
        return advance(action, ACTION_LIFECYCLE, "complete", actor=actor, now=now, changes=changes)


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
