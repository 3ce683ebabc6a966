"""Files uploaded, previewed, and waiting for a yes: kept a day at most (decision 29)."""

from datetime import datetime, timedelta

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.intake.addresses import AddressFinder
from palier.intake.models import WaitingFile
from palier.intake.takeover import Taken, take_over
from palier.intake.tracker import read_tracker
from palier.partners.models import Group

KEPT = timedelta(hours=24)


def receive_file(*, actor: Actor, group: Group, name: str, content: bytes, now: datetime) -> WaitingFile:
    """Keep a file that can be read, for its preview; one that cannot is refused and not kept."""
    require(actor, Verb.PROBLEM_LEAD, group.pk)
    read_tracker(content, today=now.date())
    return WaitingFile.objects.create(
        group=group, name=name[:120], content=content, uploaded_by=actor.user_id, uploaded_at=now
    )


def confirm_file(*, actor: Actor, waiting: WaitingFile, find_address: AddressFinder, now: datetime) -> Taken:
    """Write what the preview said, and forget the file."""
    tracker = read_tracker(bytes(waiting.content), today=waiting.uploaded_at.date())
    with transaction.atomic():
        done = take_over(actor=actor, group=waiting.group, tracker=tracker, find_address=find_address, now=now)
        WaitingFile.objects.unsealed("confirmed").filter(pk=waiting.pk).delete()
    return done


def forget_old_files(*, now: datetime) -> int:
    """Delete the files that nobody confirmed within a day, and say how many."""
    old = WaitingFile.objects.unsealed("retention").filter(uploaded_at__lte=now - KEPT)
    return old.delete()[0]
