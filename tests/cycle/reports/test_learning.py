"""Reports teach the suggestion of categories: what the whole group reads, for that group, until it leaves."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.catalogue.models import Category, Lesson, Teaching
from palier.cycle.catalogue.queries import propose_categories
from palier.cycle.reports.learning import learn_categories, note_choice
from palier.cycle.reports.models import Report
from palier.journal.models import Entry
from tests.cast import NOW, TODAY

TEXT = "Rodéos et quads sur le parking du stade."


def corrected(stage, by="bruno", code="D8", proposed="C1", **values):
    report = stage.report(by, text=TEXT, category=Category.objects.get(code=code), **values)
    noted = note_choice(actor=stage.actor(by), report=report, proposed=proposed, now=NOW)
    return report, noted


def proposals(stage, name="bruno", group=None):
    group = group or stage.cast.group
    found = propose_categories(actor=stage.actor(name), group_id=group.pk, text=TEXT, day=TODAY)
    return [(one.category.pk, one.score) for one in found]


def lessons():
    return Lesson.objects.unsealed("test")


def test_another_choice_is_kept_with_its_entry_in_the_journal(stage):
    report, noted = corrected(stage)
    assert noted
    kept = lessons().get()
    assert (kept.pk, kept.proposed_id, kept.chosen_id) == (report.pk, "C1", "D8")
    entry = Entry.objects.unsealed("test").get(event="report:category:teach")
    assert entry.subject_id == report.pk
    assert entry.detail.payload == {"proposed": "C1", "chosen": "D8"}
    assert TEXT not in str(entry.detail.payload)


@pytest.mark.parametrize("proposed", ["D8", "", "X99"])
def test_nothing_is_kept_when_the_proposal_was_taken_absent_or_unknown(stage, proposed):
    _, noted = corrected(stage, proposed=proposed)
    assert not noted
    assert not lessons().exists()


def test_a_second_thought_in_triage_replaces_the_first_or_drops_it(stage):
    report, _ = corrected(stage)
    report.category_id = "A4"
    assert note_choice(actor=stage.actor("alice"), report=report, proposed="C1", now=NOW)
    assert lessons().get().chosen_id == "A4"
    report.category_id = "C1"
    assert not note_choice(actor=stage.actor("alice"), report=report, proposed="C1", now=NOW)
    assert not lessons().exists()


def test_the_night_learns_from_what_was_corrected(stage):
    before = proposals(stage)
    for _ in range(3):
        corrected(stage)
    assert learn_categories(now=NOW) == 1
    assert proposals(stage)[0][0] == "D8"
    assert before[0][0] == "C1"
    assert Entry.objects.unsealed("test").filter(event="catalogue:lessons:learn").count() == 1
    assert learn_categories(now=NOW + timedelta(days=1)) == 0


def test_a_text_of_the_police_teaches_nobody(stage):
    """Non-inference: the partners of the group are proposed the same, to the last digit (decision 6)."""
    before = proposals(stage), proposals(stage, "dora", stage.cast.other_group)
    for _ in range(5):
        _, noted = corrected(stage, "olivier", level=Level.POLICE)
        assert not noted
    learn_categories(now=NOW)
    assert (proposals(stage), proposals(stage, "dora", stage.cast.other_group)) == before
    assert not Teaching.objects.unsealed("test").exists()


def test_a_report_made_more_reserved_is_unlearned_the_same_night(stage):
    before = proposals(stage)
    report, _ = corrected(stage)
    learn_categories(now=NOW)
    Report.objects.unsealed("test").filter(pk=report.pk).update(level=Level.POLICE)
    assert learn_categories(now=NOW) == 1
    assert proposals(stage) == before
    assert not lessons().exists()


def test_a_report_erased_is_unlearned_too(stage):
    before = proposals(stage)
    report, _ = corrected(stage)
    learn_categories(now=NOW)
    Report.objects.unsealed("test").filter(pk=report.pk).delete()
    learn_categories(now=NOW)
    assert proposals(stage) == before
    assert not lessons().exists()
    assert not Teaching.objects.unsealed("test").exists()


def test_the_other_group_learns_nothing(stage):
    before = proposals(stage, "dora", stage.cast.other_group)
    for _ in range(3):
        corrected(stage)
    learn_categories(now=NOW)
    assert proposals(stage, "dora", stage.cast.other_group) == before
