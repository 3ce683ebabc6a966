"""The fourteen months of the demonstration: told once, then looked at from every side."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from django.utils import timezone

from palier.cycle.actions.lifecycle import State as ActionState
from palier.cycle.actions.models import Action, JointOperation, OutsideMeasure, Postponement, Tick
from palier.cycle.catalogue.services import load_catalogue
from palier.cycle.discussion.models import Remark
from palier.cycle.meetings.lifecycle import State as MeetingState
from palier.cycle.meetings.models import AgendaItem, Attendance, Meeting
from palier.cycle.problems.lifecycle import Outcome
from palier.cycle.problems.lifecycle import State as ProblemState
from palier.cycle.problems.models import Evidence, Problem, SealedNote
from palier.cycle.relations.models import Handover, Tie
from palier.cycle.reports.lifecycle import State as ReportState
from palier.cycle.reports.models import Report
from palier.cycle.slips.models import SlipUse
from palier.demo.load import tell_everything
from palier.demo.members import Members, load_members
from palier.demo.territory import load_territory
from palier.demo.year.calendar import is_school
from palier.demo.year.facts import facts
from palier.demo.year.scenario import cases
from palier.demo.year.telling import begin_year
from palier.journal.verification import verify
from palier.partners.models import Group
from palier.partners.reference import load_reference
from palier.screening import find_spans
from tests.cast import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.long]
RESERVED = ("suivi réservé à la police", "suivi par la police")
HOURS = range(8, 20)


@dataclass(frozen=True)
class Told:
    """The people, once everything is told."""

    members: Members

    def actor(self, mail):
        return self.members.actor(mail, TODAY)


def rows(model):
    return model.objects.unsealed("test").all()


def by_state(model):
    return Counter(rows(model).values_list("state", flat=True))


def gather() -> Members:
    load_reference(NOW)
    load_catalogue()
    load_territory()
    return load_members(now=NOW, today=TODAY)


def test_the_year_is_believable():
    """One telling for all: it takes most of a minute."""
    members = gather()
    tell_everything(members, lambda line: None, now=NOW, today=TODAY)
    for check in CHECKS:
        check(Told(members))


def figures_are_those_promised(told):
    groups = Group.objects.unsealed("test").all()
    assert Counter(group.shape for group in groups) == {"sector": 4, "ad_hoc": 1, "thematic": 1}
    assert 15 <= len(told.members.bodies) <= 25
    assert 360 <= rows(Report).count() <= 450
    assert 85 <= rows(Problem).count() <= 100
    assert 225 <= rows(Action).count() <= 285


def every_state_is_there(told):
    assert set(by_state(Problem)) == set(ProblemState.values)
    assert set(by_state(Action)) == set(ActionState.values)
    assert set(by_state(Report)) == set(ReportState.values)
    assert {MeetingState.PLANNED, MeetingState.VALIDATED, MeetingState.FROZEN} <= set(by_state(Meeting))
    assert set(rows(Problem).values_list("outcome", flat=True)) >= set(Outcome.values)
    for model in (JointOperation, OutsideMeasure, Postponement, Tick, Remark, Evidence, SlipUse):
        assert rows(model).count() >= 2, model.__name__
    assert set(rows(Handover).values_list("ending", flat=True)) == {"", Handover.Ending.ACCEPTED}
    assert {Tie.Kind.SPLIT, Tie.Kind.MOVED} <= set(rows(Tie).values_list("kind", flat=True))
    assert rows(Problem).filter(associated_groups__isnull=False).exists()
    assert rows(Action).filter(state__in=["accepted", "in_progress"], due__lt=TODAY).count() >= 5


def no_word_points_at_a_person(told):
    """What the tracker brought in was already screened as it came."""
    said = [*rows(Report).values_list("text", flat=True), *rows(Remark).values_list("text", flat=True)]
    said += rows(Evidence).values_list("text", flat=True)
    said += rows(AgendaItem).values_list("note", flat=True)
    for problem in rows(Problem).exclude(origin=Problem.Origin.IMPORT):
        said += [problem.title, problem.objective, problem.indicator, problem.closing_note, problem.exit_reason]
        diagnosis = getattr(problem, "diagnosis", None)
        said += [getattr(diagnosis, name, "") for name in ("where", "when", "facts", "bothered", "holders", "tried")]
    for action in rows(Action).exclude(problem__origin=Problem.Origin.IMPORT):
        said += [action.title, action.observation, action.block_reason, action.decline_reason, action.abandon_reason]
    assert [text for text in set(said) if find_spans(text)] == []


def texts_vary(told):
    full = rows(Report).filter(is_light=False)
    assert max(Counter(full.values_list("text", flat=True)).values()) <= 2
    for group in Group.objects.unsealed("test").all():
        newest = rows(Report).filter(group=group).order_by("-created_at")[:25]
        assert max(Counter(newest.values_list("text", flat=True)).values(), default=0) <= 2


def dates_are_believable(told):
    for report in rows(Report).exclude(channel=Report.Channel.IMPORT).select_related("category"):
        filed = timezone.localtime(report.created_at)
        assert filed.hour in HOURS
        assert report.seen_on is None or report.seen_on <= filed.date() <= TODAY
    for meeting in rows(Meeting).filter(opened_at__isnull=False):
        assert timezone.localtime(meeting.opened_at).weekday() < 5
        assert meeting.opened_at.date() <= TODAY


def seasons_are_kept(told):
    by_title = {case.title: facts()[case.fact] for case in cases()}
    for problem in rows(Problem).filter(title__in=by_title):
        fact = by_title[problem.title]
        sources = problem.sources.unsealed("test").select_related("report")
        first = min((source.report.seen_on for source in sources), default=None)
        if first is None:  # merged: its sources are the other one's
            continue
        if fact.school:
            assert is_school(first), problem.title
        if problem.state in (ProblemState.CLOSED, ProblemState.ABANDONED):
            assert {first.month, (first - timedelta(days=21)).month} & set(fact.months), problem.title


def places_are_spread(told):
    placed = rows(Problem).values_list("place__latitude", "place__longitude")
    for south, west in ((44.0, 6.1), (43.7, 5.7)):
        spots = {spot for spot in placed if spot[0] and south < spot[0] < south + 0.25 and west < spot[1] < west + 0.3}
        assert len(spots) >= 20


def nothing_hangs(told):
    assert not rows(Action).filter(organisation__isnull=True).exists()
    held = rows(Meeting).filter(closed_at__isnull=False)
    assert not AgendaItem.objects.unsealed("test").filter(meeting__in=held, outcome="").exists()
    assert not Attendance.objects.unsealed("test").filter(meeting__in=held, state="").exists()
    # A source of a more reserved problem stays as its readers knew it: only what leads nowhere would hang.
    waiting = rows(Report).filter(state=ReportState.RECEIVED, source__isnull=True)
    assert not waiting.filter(created_at__lt=NOW - timedelta(days=30)).exists()
    assert verify().intact


def groups_meet_as_they_should(told):
    for code in ("DIG-1", "MAN-1"):
        held = rows(Meeting).filter(group__code=code, opened_at__isnull=False)
        days = sorted(meeting.opened_at.date() for meeting in held)
        assert len(days) >= 15
        assert max((after - before).days for before, after in pairwise(days)) <= 50
    asleep = rows(Meeting).filter(group__code="MAN-2").order_by("-planned_at").first()
    assert (TODAY - asleep.planned_at.date()).days > 120


def what_is_reserved_stays_so(told):
    for mail in ("nadia.ferrand", "olivier.tessier", "lucie.brun", "hugues.blanc"):
        partner = told.actor(mail)
        titles = " ".join(Problem.objects.visible_to(partner).values_list("title", flat=True))
        assert titles
        assert not any(words in titles for words in RESERVED)
        assert not SealedNote.objects.visible_to(partner).exists()
    assert not Problem.objects.visible_to(told.actor("lucie.brun")).filter(group__code="DIG-1").exists()
    assert Problem.objects.visible_to(told.actor("thomas.girard")).filter(title__contains=RESERVED[1]).exists()


CHECKS = (
    figures_are_those_promised,
    every_state_is_there,
    no_word_points_at_a_person,
    texts_vary,
    dates_are_believable,
    seasons_are_kept,
    places_are_spread,
    nothing_hangs,
    groups_meet_as_they_should,
    what_is_reserved_stays_so,
)


def test_two_tellings_are_alike():
    """The first weeks, twice: the same words, on the same days and at the same hours."""
    members = gather()
    first, second = _first_weeks(members), _first_weeks(members)
    assert len(first) > 10
    assert first == second


def _first_weeks(members):
    with transaction.atomic():
        year = begin_year(members, TODAY)
        year.until(year.at(year.ago(385), 0))
        told = [(one.text, one.created_at, one.state) for one in rows(Report).order_by("created_at", "text")]
        told += [(one.title, one.created_at, one.state) for one in rows(Problem).order_by("created_at", "title")]
        transaction.set_rollback(True)
    return told


@pytest.mark.parametrize("key", sorted(facts()))
def test_a_fact_of_the_tables_is_told_without_a_person_and_in_many_ways(key):
    fact = facts()[key]
    words = [*fact.seen, *fact.felt, *fact.again, fact.where, fact.closing, *(one.told for one in fact.answers)]
    assert [text for text in words if find_spans(text)] == []
    assert len(fact.seen) * len(fact.felt) >= 9
    assert all(0 <= day <= 6 for day in fact.days)
