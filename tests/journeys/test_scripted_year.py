"""A year of one group: twenty-four meetings with twelve partners, played through the services, seeded.

After each meeting: promises are counted once, each has one owner that reads it, attendance is complete, and the text of
each paper, read back from its PDF, holds nothing above its level.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from palier.access.actor import partner_like
from palier.access.levels import Level
from palier.access.roles import Role
from palier.cycle.actions.lifecycle import LIVING
from palier.cycle.actions.models import Action
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import AgendaItem, Attendance, Decision, Meeting, MinutesRelease
from palier.cycle.meetings.queries import promised_since_last
from palier.cycle.meetings.services import (
    add_item,
    close_meeting,
    open_meeting,
    plan_meeting,
    record_attendance,
    set_item_outcome,
    take_decision,
)
from palier.cycle.minutes.models import Amendment
from palier.cycle.minutes.queries import may_remark
from palier.cycle.minutes.services import answer_remark, remark_minutes, say_publicly
from palier.cycle.minutes.validating import validate_minutes
from palier.cycle.problems.models import JudicialStatus, Problem
from palier.cycle.problems.services import set_judicial_status, write_sealed_note
from palier.cycle.slips.models import Slip
from palier.cycle.slips.queries import link_actor, promises_of
from palier.cycle.slips.services import answer_promise, answers_to
from palier.documents.editions import EDITIONS, PARTNERS, POLICE, POPULATION
from palier.documents.papers import paper_of, plain, text_of
from palier.documents.releases import freeze_due, minutes_file
from palier.journal.verification import verify
from palier.kernel.clock import day_of
from palier.partners.models import Contact, Organisation, OrganisationType, Seat
from tests.cast import ARRIVED, NOW
from tests.documents.test_minutes import squeezed
from tests.documents.test_minutes import text_of as words_of
from tests.documents.test_texts import said_in

pytestmark = pytest.mark.long

MEETINGS, PARTNERS_SEATED, EVERY = 24, 12, timedelta(days=15)
PRESENT = (Attendance.State.PRESENT, Attendance.State.REPRESENTED)
SEALED, RESERVED, NAMED = "Zyxscelle", "Zyxpolice", "Zyxdesigne"


@dataclass
class Year:
    """The group, its partners, and what was decided so far, by title."""

    stage: Any
    rng: Random
    partners: list[Organisation]
    problems: list[Problem] = field(default_factory=list)
    titles: dict[str, Level] = field(default_factory=dict)
    now: datetime = NOW

    @property
    def today(self) -> date:
        return day_of(self.now)

    @property
    def alice(self):
        return self.stage.actor("alice")

    @property
    def at(self) -> dict[str, Any]:
        return {"now": self.now, "today": self.today}


@pytest.fixture
def year(stage) -> Year:
    """Twelve partners with a contact each, half of them without an account; problems open, named and reserved."""
    rng = Random(2026)
    kind = OrganisationType.objects.get(code="BAI")
    partners = [Organisation.objects.create(type=kind, name=f"Partenaire {n:02d}", created_at=NOW) for n in range(10)]
    for number, partner in enumerate(partners):
        contact = Contact.objects.create(
            organisation=partner, name=f"Contact {number:02d}", email=f"c{number}@example.org", arrived_on=ARRIVED
        )
        Seat.objects.create(group=stage.cast.group, contact=contact, role=Role.PARTNER, since=ARRIVED)
    made = Year(stage, rng, [*partners, stage.cast.landlord, stage.cast.town])
    assert len(made.partners) == PARTNERS_SEATED
    made.problems = [stage.problem(title=f"Situation ordinaire {n:02d}") for n in range(8)]
    made.problems.append(stage.problem(title=f"Local {NAMED}", level=Level.NAMED, readers=partners[:2]))
    made.problems.append(stage.problem(title=f"Suivi {RESERVED}", level=Level.POLICE))
    set_judicial_status(actor=made.alice, problem=made.problems[0], status=JudicialStatus.Status.ONGOING, now=NOW)
    stage.open_drawer(made.problems[0], "alice")
    write_sealed_note(actor=stage.actor("alice"), problem=made.problems[0], text=f"Opération {SEALED}", now=NOW)
    return made


def hold(year: Year) -> Meeting:
    """One meeting, from its plan to its closing."""
    alice, rng = year.alice, year.rng
    meeting = plan_meeting(
        actor=alice, group=year.stage.cast.group, planned_at=year.now, place="Mairie de Digne", now=year.now
    )
    for problem in rng.sample(year.problems, 6):
        add_item(actor=alice, meeting=meeting, problem=problem, now=year.now)
    open_meeting(actor=alice, meeting=meeting, **year.at)
    for row in meeting.attendances.unsealed("test").select_related("contact").order_by("contact__name"):
        state = rng.choices(Attendance.State.values, (7, 2, 1, 1))[0]
        record_attendance(actor=alice, meeting=meeting, contact=row.contact, state=state, now=year.now)
    for item in list(AgendaItem.objects.unsealed("test").filter(meeting=meeting).select_related("problem")):
        if rng.random() < 0.7:
            decide(year, meeting, item.problem)
            item.refresh_from_db()
        # What the police decided for itself ends nothing that partners read.
        if not item.outcome:
            outcome = rng.choice((AgendaItem.Outcome.NOTHING_NEW, AgendaItem.Outcome.POSTPONED))
            set_item_outcome(actor=alice, item=item, outcome=outcome, note="Rien à ajouter.", now=year.now)
    return close_meeting(actor=alice, meeting=meeting, now=year.now + timedelta(minutes=55))


def decide(year: Year, meeting: Meeting, problem: Problem) -> None:
    """One decision on a problem, for somebody who reads it; one in four is the police's own."""
    rng, police = year.rng, year.stage.cast.police
    owner, level = rng.choice(year.partners), None
    if problem.level == Level.POLICE or rng.random() < 0.25:
        owner, level = police, rng.choice((Level.GROUP, Level.POLICE))
    elif problem.level == Level.NAMED:
        owner = rng.choice(year.partners[:2])
    level = max(level or Level.GROUP, Level(problem.level))
    word = {Level.POLICE: RESERVED, Level.NAMED: NAMED}.get(level, "ordinaire")
    title = f"Engagement {word} {len(year.titles):03d}"
    take_decision(
        actor=year.alice, meeting=meeting, problem=problem, title=title, organisation=owner, level=level,
        due=year.today + timedelta(days=rng.randint(5, 40)), **year.at,
    )  # fmt: skip
    year.titles[title] = level


def validate(year: Year, meeting: Meeting) -> list[Slip]:
    """The chief writes for the population and validates; what is sent is kept."""
    items = AgendaItem.objects.unsealed("test").filter(meeting=meeting, level__lte=Level.GROUP)
    words = {None: "Le groupe s’est réuni."} | {item.pk: "Des travaux sont prévus." for item in items[:1]}
    say_publicly(actor=year.alice, meeting=meeting, words=words, now=year.now)
    sent = validate_minutes(
        actor=year.alice, meeting=meeting, post=lambda **_: None, post_link=lambda **_: None, now=year.now
    )
    return sent.slips


def live(year: Year, meeting: Meeting, slips: list[Slip]) -> None:
    """Partners answer by link, or keep silent; some remark; the chief answers each."""
    rng = year.rng
    for slip in slips:
        actor = link_actor(slip)
        for action in promises_of(slip):
            offered = answers_to(action, actor)
            if offered and rng.random() < 0.6:
                answer(year, slip, action, rng.choice(offered))
        if may_remark(actor, meeting, year.now) and rng.random() < 0.2:
            remark = remark_minutes(actor=actor, meeting=meeting, text="La date est à revoir.", now=year.now)
            move = rng.choice(("take", "set_aside"))
            answer_remark(actor=year.alice, amendment=remark, move=move, answer="Vu en réunion.", now=year.now)


def answer(year: Year, slip: Slip, action: Action, name: str) -> None:
    words = {
        "accept": {},
        "decline": {"reason": "Hors de nos moyens"},
        "complete": {"observation": "Posé"},
        "postpone": {"due": max(action.due, year.today) + timedelta(days=7), "reason": "Retard du fournisseur"},
        "block": {"reason": "Devis attendu"},
        "take_back": {},
        "resume": {},
    }[name]
    answer_promise(actor=link_actor(slip), slip=slip, action=action, answer=name, **year.at, **words)


def test_a_scripted_year_holds_its_invariants_after_each_meeting(year):
    for _ in range(MEETINGS):
        meeting = hold(year)
        year.now += timedelta(days=1)
        slips = validate(year, meeting)
        each_mail_shows_its_own(slips)
        live(year, meeting, slips)
        promises_are_counted_once(year, meeting)
        every_action_has_an_owner_that_reads_it(year)
        attendance_is_complete(meeting)
        no_paper_says_more_than_its_level(year, meeting)
        year.now += timedelta(days=8)
        assert freeze_due(now=year.now) == 1
        meeting.refresh_from_db()
        assert meeting.state == State.FROZEN
        year.now += EVERY - timedelta(days=9)
    assert MinutesRelease.objects.unsealed("test").count() == MEETINGS * len(EDITIONS)
    assert Decision.objects.unsealed("test").count() == len(year.titles) > MEETINGS
    assert Amendment.objects.unsealed("test").exists()
    assert len(set(Action.objects.unsealed("test").values_list("state", flat=True))) >= 4
    assert verify().intact


def each_mail_shows_its_own(slips: list[Slip]) -> None:
    assert len({slip.organisation_id for slip in slips}) == len(slips)
    for slip in slips:
        shown = promises_of(slip)
        assert shown
        assert {action.organisation_id for action in shown} == {slip.organisation_id}
        assert all(max(action.level, action.problem.level) <= Level.GROUP for action in shown)


def promises_are_counted_once(year: Year, meeting: Meeting) -> None:
    """Each decision made one action; a paper says each promise once; what is to be kept opens the next meeting."""
    actions = Action.objects.unsealed("test")
    assert actions.count() == Decision.objects.unsealed("test").count() == len(year.titles)
    for edition in (PARTNERS, POLICE):
        data = plain(paper_of(meeting, edition))
        said = [row["what"] for item in data["items"] for row in (*item["promises"], *item["decisions"])]
        said += [row["what"] for row in data["others"]]
        said += [line for item in data["items"] for line in item["police_lines"]] + data["police_others"]
        for title in year.titles:
            assert sum(title in text for text in said) <= 1, (edition.code, title)
    following = Meeting(group=meeting.group, planned_at=year.now + EVERY, state=State.PLANNED)
    opening = list(promised_since_last(year.alice, following))
    assert len(opening) == len(set(opening))
    awaited = {action for action in actions if action.state in LIVING}
    assert awaited <= set(opening)


def every_action_has_an_owner_that_reads_it(year: Year) -> None:
    for action in Action.objects.unsealed("test").select_related("organisation__type", "problem"):
        assert action.due
        assert action.organisation.closed_on is None
        if not action.organisation.type.is_police:
            reader = partner_like(action.problem.group_id, action.organisation_id)
            assert Action.objects.visible_to(reader).filter(pk=action.pk).exists(), action


def attendance_is_complete(meeting: Meeting) -> None:
    rows = Attendance.objects.unsealed("test").filter(meeting=meeting)
    seated = Seat.objects.unsealed("test").filter(group=meeting.group, suspended_at__isnull=True)
    expected = seated.filter(contact__departed_on__isnull=True).count()
    assert rows.count() == expected
    assert not rows.filter(state="").exists()


def no_paper_says_more_than_its_level(year: Year, meeting: Meeting) -> None:
    """Read back from the PDF and from the texts to edit; what is at the level of the partners is all there."""
    decided = set(Decision.objects.unsealed("test").filter(item__meeting=meeting).values_list("text", flat=True))
    names = [partner.name for partner in year.partners]
    for edition in EDITIONS.values():
        data = plain(paper_of(meeting, edition))
        papers = [squeezed(words_of(minutes_file(meeting, edition)))]
        papers += [said_in(kind, text_of(data, edition, kind)) for kind in ("odt", "docx")]
        for shown in papers:
            above = [title for title, level in year.titles.items() if level > edition.level]
            assert [title for title in above if squeezed(title) in shown] == []
            assert SEALED not in shown
            assert (NAMED in shown) <= (edition == POLICE)
            assert (RESERVED in shown) <= (edition == POLICE)
            if edition == POPULATION:
                hidden = [*names, *year.titles, *(problem.title for problem in year.problems), "Alice"]
                assert [word for word in hidden if squeezed(word) in shown] == []
            else:
                due = [title for title in decided if year.titles[title] <= edition.level]
                assert [title for title in due if squeezed(title) not in shown] == []
