"""What the writers of the concurrency and crash tests run, in processes of their own on a real installation."""

import multiprocessing
from collections.abc import Callable
from typing import Any

from django.db import connection, connections, transaction

from palier.access.actor import program
from palier.cycle.meetings.models import Meeting
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel import clock
from palier.kernel.errors import Stale
from palier.partners.actors import actor_for
from palier.partners.models import User
from palier.territory.models import Place, PlaceKind
from palier.workflow.engine import advance
from tests.cast import NOW, make_cast
from tests.workflow.conftest import KITE

BATCH = 3
WRITERS = 8
together = multiprocessing.get_context("fork")


def make_hall() -> None:
    """The kind of the places that are written."""
    PlaceKind.objects.get_or_create(code="hall", defaults={"label": "Hall"})


def write_batch(label: str) -> list[str]:
    """One transaction, as a service writes it: some places, and the entry of each in the journal."""
    now, actor, made = clock.now(), program(label), []
    with transaction.atomic():
        for rank in range(BATCH):
            place = Place.objects.create(kind_id="hall", name=f"{label} {rank}", created_at=now)
            record_event(Event.PLACE_CREATE, actor=actor, at=now, subject=subject_of(place))
            made.append(str(place.pk))
    return made


def write_at_once(batches: int) -> list[str]:
    """Eight processes write without a pause; how many rows each wrote, or its error."""
    make_hall()
    return at_once(lambda: str(sum(len(write_batch("Rédacteur")) for _ in range(batches))))


def race() -> list[str]:
    """Eight processes read the same row, then all make the same move: what each was told."""
    cast = make_cast()
    values = {"planned_at": NOW, "place": "pré", "created_at": NOW, "state_since": NOW}
    key = Meeting.objects.create(group=cast.group, state="open", **values).pk
    barrier = together.Barrier(WRITERS)

    def move() -> str:
        record = Meeting.objects.unsealed("test").get(pk=key)
        actor = actor_for(User.objects.get(email="alice@example.org"), today=clock.today())
        barrier.wait(60)
        try:
            advance(record, KITE, "lose", actor=actor, now=clock.now())
        except Stale:
            return "stale"
        return "moved"

    return at_once(move)


def at_once(work: Callable[[], str]) -> list[str]:
    """Eight processes do this work together; what each said, or its error."""
    connections.close_all()  # a connection is never shared with a child
    said: Any = together.SimpleQueue()
    barrier = together.Barrier(WRITERS)

    def child() -> None:
        try:
            connection.ensure_connection()
            barrier.wait(60)
            said.put(work())
        except Exception as error:
            said.put(f"{type(error).__name__}: {error}")
            raise

    children = [together.Process(target=child) for _ in range(WRITERS)]
    for process in children:
        process.start()
    answers = [said.get() for _ in children]
    for process in children:
        process.join()
    return answers
