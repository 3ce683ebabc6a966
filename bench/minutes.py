"""How long do the papers of a meeting of N items take, and the mails to fifteen partners? Run by `python -m bench`."""

import argparse
import random
import statistics
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

django.setup()

# Django first, then what needs it.
from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.machine import Clock  # noqa: E402
from bench.people import people  # noqa: E402
from palier.access.roles import Role  # noqa: E402
from palier.config.database import prepare_database  # noqa: E402
from palier.cycle.actions.models import Action  # noqa: E402
from palier.cycle.catalogue.models import Category  # noqa: E402
from palier.cycle.meetings.models import AgendaItem, Attendance, Decision, Meeting  # noqa: E402
from palier.cycle.minutes.validating import validate_minutes  # noqa: E402
from palier.cycle.problems.models import Problem  # noqa: E402
from palier.documents.comparison import side_by_side  # noqa: E402
from palier.documents.editions import EDITIONS, stand_in  # noqa: E402
from palier.documents.releases import minutes_file  # noqa: E402
from palier.kernel import clock  # noqa: E402
from palier.notifications.minutes import post_amendment_link  # noqa: E402
from palier.notifications.slips import post_slip  # noqa: E402
from palier.partners.models import Contact, Organisation, Seat  # noqa: E402
from palier.territory.models import Place, PlaceKind  # noqa: E402

PARTNERS, DECISIONS, PROMISES, ROUNDS = 15, 2, 3, 9


def fill(items: int) -> None:
    """One meeting closed an hour ago: so many problems, two decisions and three promises on each, fifteen partners."""
    draw, cast, now = random.Random(7), people(), clock.now()
    group, kind = cast.other_group, PlaceKind.objects.all()[0]
    partners = [_partner(cast, group, rank) for rank in range(PARTNERS)]
    times = {"state_since": now, "created_at": now - timedelta(days=30)}
    meeting = Meeting.objects.create(
        group=group, planned_at=now - timedelta(hours=2), opened_at=now - timedelta(hours=2),
        closed_at=now - timedelta(hours=1), place="Mairie", state="closed", **times,
    )  # fmt: skip
    for partner, contact in partners:
        Attendance.objects.create(meeting=meeting, organisation=partner, contact=contact, state="present")
    owners = [*(partner for partner, _ in partners), cast.police]
    for rank in range(items):
        place = Place.objects.create(kind=kind, name=f"Place {rank}", created_at=now)
        problem = Problem.objects.create(
            reference=f"C-{rank:05}", group=group, place=place, category=Category.objects.all()[0], state="in_progress",
            title=f"Regroupements bruyants, place {rank}", level=40 if rank % 10 == 9 else 20, changed_at=now, **times,
        )  # fmt: skip
        item = AgendaItem.objects.create(
            meeting=meeting, problem=problem, level=problem.level, rank=rank, outcome="decision",
            note="Les faits ont lieu surtout le soir.",
        )  # fmt: skip
        for number in range(PROMISES + DECISIONS):
            # In turn, so that each partner has promised something however few the items are.
            owner = owners[(rank * (PROMISES + DECISIONS) + number) % len(owners)]
            action = _action(draw, problem, owner, number, times)
            if number >= PROMISES:
                Decision.objects.create(item=item, action=action, text=action.title, level=action.level, taken_at=now)


def _partner(cast: Any, group: Any, rank: int) -> tuple[Organisation, Contact]:
    now = clock.now()
    partner = Organisation.objects.create(type=cast.landlord.type, name=f"Partenaire {rank:02}", created_at=now)
    contact = Contact.objects.create(
        organisation=partner, name=f"Contact {rank:02}", email=f"contact{rank}@example.net", arrived_on=now.date()
    )
    Seat.objects.create(group=group, contact=contact, role=Role.PARTNER, since=now.date())
    return partner, contact


def _action(draw: random.Random, problem: Problem, owner: Organisation, rank: int, times: dict[str, Any]) -> Action:
    due = clock.today() + timedelta(days=draw.randrange(1, 60))
    return Action.objects.create(
        problem=problem, organisation=owner, title=f"Remettre en état l’éclairage {rank}", state="accepted",
        due=due, first_due=due, level=40 if owner.type_id == "PN" and rank % 2 else problem.level, **times,
    )  # fmt: skip


def measure() -> int:
    """Each paper in each format, the three levels side by side, then the validation with its mails, undone."""
    meeting = Meeting.objects.unsealed("bench").select_related("group").get(group__code="MAN-1", state="closed")
    for edition in EDITIONS.values():
        for kind in ("pdf", "odt", "docx"):
            _say(f"{edition.title} ({kind})", lambda one=edition, what=kind: minutes_file(meeting, one, what))  # type: ignore[misc]
    _say("trois niveaux côte à côte", lambda: side_by_side(meeting))
    _say(f"courriels à {PARTNERS} partenaires", _validate)
    return 0


def _validate() -> None:
    """The validation alone, as the chief's button has it done; nothing of it is kept."""
    with transaction.atomic():
        meeting = Meeting.objects.unsealed("bench").select_related("group").get(group__code="MAN-1", state="closed")
        chief = stand_in(meeting.group_id, Role.CHIEF, "Mesure")
        sent = validate_minutes(
            actor=chief, meeting=meeting, post=post_slip, post_link=post_amendment_link, now=clock.now()
        )
        if len(sent.slips) != PARTNERS:
            raise SystemExit(f"{len(sent.slips)} partenaires au lieu de {PARTNERS}")
        transaction.set_rollback(True)


def _say(name: str, ask: Callable[[], object]) -> None:
    with Clock() as first:
        ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
    figures = []
    for _ in range(ROUNDS):
        with Clock() as one:
            ask()
        figures.append((one.elapsed * 1000, one.busy * 1000))
    elapsed, busy = zip(*figures, strict=True)
    print(
        f"{name} : médiane {statistics.median(elapsed):.0f} ms, au pire {max(elapsed):.0f} ms, la première "
        f"{first.elapsed * 1000:.0f} ms ; processeur : {statistics.median(busy):.0f} ms ; {len(asked)} requêtes",
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--fill", type=int, metavar="N")
    options = parser.parse_args()
    if not options.fill:
        return measure()
    prepare_database(say=lambda _: None)
    fill(options.fill)
    return 0


if __name__ == "__main__":
    sys.exit(main())
