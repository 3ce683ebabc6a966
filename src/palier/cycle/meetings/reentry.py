"""Typing in what was written on paper, after a meeting without network: all of it in one transaction, or none.

Each line goes through the service of the live séance, in the order of the paper; a refusal names the box it is about.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid5

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import AgendaItem, Meeting, Topic
from palier.cycle.meetings.parking import answer_topic
from palier.cycle.meetings.services import open_meeting, record_attendance, set_item_outcome, take_decision
from palier.kernel.errors import NotGranted, Refused
from palier.partners.models import Contact, Organisation


@dataclass(frozen=True, slots=True)
class Decided:
    """One numbered box: `box` names it where it was typed."""

    box: str
    item: AgendaItem
    title: str
    organisation: Organisation
    due: date


@dataclass(frozen=True, slots=True)
class Ended:
    """How a point ended, with what was observed."""

    box: str
    item: AgendaItem
    outcome: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """One person of the sign-in sheet."""

    box: str
    contact: Contact
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A topic and its word."""

    box: str
    topic: Topic
    answer: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What was written on the sheets."""

    attendance: Sequence[Came] = ()
    decisions: Sequence[Decided] = ()
    endings: Sequence[Ended] = ()
    topics: Sequence[Answered] = ()


def type_in(*, actor: Actor, meeting: Meeting, paper: Paper, now: datetime, today: date) -> Meeting:
    """Write the paper down: the séance is opened if it was not, attendance first, for a promise made in the room.

    A meeting typed in afterwards is of the day it was planned for, not of the day it is typed.
    """
    require(actor, Verb.MEETING_LEAD, meeting.group_id)
    said = {"actor": actor, "now": now}
    with transaction.atomic():
        if meeting.state == State.PLANNED:
            if meeting.planned_at > now:
                raise Refused("Cette réunion n’a pas encore eu lieu : la ressaisie s’ouvre à son heure.")
            open_meeting(actor=actor, meeting=meeting, now=now, today=today, held_at=meeting.planned_at)
        for came in paper.attendance:
            values = {"contact": came.contact, "state": came.state, "note": came.note}
            _write(came.box, record_attendance, meeting=meeting, **said, **values)
        for one in paper.decisions:
            # The same words on the same point, typed in twice (a second tab), are one decision.
            key = uuid5(one.item.pk, f"{one.title}|{one.organisation.pk}|{one.due}")
            values = {"title": one.title, "organisation": one.organisation, "due": one.due, "today": today, "key": key}
            _write(one.box, take_decision, meeting=meeting, problem=one.item.problem, **said, **values)
        for ended in paper.endings:
            _write(ended.box, set_item_outcome, item=ended.item, outcome=ended.outcome, note=ended.note, **said)
        for topic in paper.topics:
            _write(topic.box, answer_topic, topic=topic.topic, meeting=meeting, answer=topic.answer, **said)
    return meeting


def _write(box: str, service: Callable[..., Any], **values: Any) -> None:
    try:
        service(**values)
    except NotGranted:
        raise
    except Refused as refusal:
        raise Refused(refusal.message, field=f"{box}_{refusal.field}" if refusal.field else box) from refusal
