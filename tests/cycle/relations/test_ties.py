"""A link is seen when both ends are, and touches neither."""

import pytest

from palier.cycle.problems.models import Problem
from palier.cycle.relations.queries import ties_of
from palier.cycle.relations.services import tie_problems, untie_problems
from palier.journal.queries import timeline
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW


def test_said_from_both_ends_and_taken_away(stage):
    alice, bruno = stage.actor("alice"), stage.actor("bruno")
    first, second = stage.problem(title="Hall A"), stage.problem(title="Hall B")
    tie = tie_problems(actor=alice, problem=second, other=first, kind="moved", now=NOW)
    assert [(one.words, one.problem) for one in ties_of(bruno, second)] == [("Déplacée depuis", first)]
    assert [(one.words, one.problem) for one in ties_of(bruno, first)] == [("Déplacée vers", second)]
    with pytest.raises(Refused):
        tie_problems(actor=alice, problem=first, other=second, kind="related", now=NOW)
    untie_problems(actor=alice, problem=first, tie=tie, now=NOW)
    assert ties_of(bruno, first) == []


def test_a_link_to_what_is_hidden_is_not_seen_and_leaves_no_trace(stage):
    alice, bruno = stage.actor("alice"), stage.actor("bruno")
    shown, hidden = stage.problem(), stage.police_problem()
    before = timeline(bruno, shown).lines
    tie_problems(actor=alice, problem=shown, other=hidden, kind="related", now=NOW)
    assert ties_of(bruno, shown) == []
    assert timeline(bruno, shown).lines == before
    assert len(ties_of(stage.actor("olivier"), shown)) == 1
    known = Problem.objects.unsealed("test").get(pk=shown.pk)
    assert (known.version, known.changed_at) == (shown.version, shown.changed_at)


def test_one_leads_one_end_and_reads_the_other(stage):
    first, second = stage.problem(), stage.problem()
    with pytest.raises(NotGranted):
        tie_problems(actor=stage.actor("olivier"), problem=first, other=second, kind="related", now=NOW)
    with pytest.raises(NotGranted):
        tie_problems(actor=stage.actor("marc"), problem=first, other=second, kind="related", now=NOW)
    with pytest.raises(Refused):
        tie_problems(actor=stage.actor("alice"), problem=first, other=first, kind="related", now=NOW)
