"""Files uploaded, previewed, and waiting for a yes: kept a day at most (decision 29)."""

from datetime import datetime, timedelta

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.intake.addresses import AddressFinder
from palier.intake.group_reading import read_for_group
from palier.intake.models import WaitingFile
from palier.intake.reading import Tracker
from palier.intake.takeover import Taken, take_over
from palier.partners.models import Group

KEPT = timedelta(hours=24)


def receive_file(*, actor: Actor, group: Group, name: str, content: bytes, now: datetime) -> WaitingFile:
    """Keep a file that can be read, for its preview; one that cannot is refused and not kept."""
    require(actor, Verb.PROBLEM_LEAD, group.pk)
    read_for_group(content, group=group, today=now.date(), name=name)
    return WaitingFile.objects.create(
        group=group, name=name[:120], content=content, uploaded_by=actor.user_id, uploaded_at=now
    )


def read_waiting(waiting: WaitingFile) -> Tracker:
    """The file as it would be written: dates left vague count from the day it was sent."""
    day = waiting.uploaded_at.date()
    return read_for_group(bytes(waiting.content), group=waiting.group, today=day, name=waiting.name)


def confirm_file(*, actor: Actor, waiting: WaitingFile, find_address: AddressFinder, now: datetime) -> Taken:
    """Write what the preview said, and forget the file."""
    tracker = read_waiting(waiting)
    with transaction.atomic():
        done = take_over(actor=actor, group=waiting.group, tracker=tracker, find_address=find_address, now=now)
        WaitingFile.objects.unsealed("confirmed").filter(pk=waiting.pk).delete()
    return done


def forget_old_files(*, now: datetime) -> int:
    """Delete the files that nobody confirmed within a day, and say how many."""
    old = WaitingFile.objects.unsealed("retention").filter(uploaded_at__lte=now - KEPT)
    return old.delete()[0]
