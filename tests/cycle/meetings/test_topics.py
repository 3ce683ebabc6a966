"""Topics brought by members: read by whom they concern, on the agenda, answered with a word, never left in silence."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.meetings import services
from palier.cycle.meetings.agenda import propose
from palier.cycle.meetings.composing import Point, set_agenda
from palier.cycle.meetings.models import AgendaItem, Attendance, Topic
from palier.cycle.meetings.parking import answer_topic, list_topic, postpone_topic, withdraw_topic
from palier.cycle.meetings.queries import next_meeting, topics_for, topics_of
from palier.cycle.meetings.reasons import Reason
from palier.cycle.meetings.retention import count_topics, forget_topics
from palier.cycle.problems.models import Problem
from palier.journal.models import Detail
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW, TODAY

DAY = timedelta(days=1)


@pytest.fixture
def meeting(stage):
    return stage.meeting(planned_at=NOW + 7 * DAY)


def opened(stage, meeting):
    """The séance, everybody there, so that topics alone may hold it back."""
    at = NOW + 7 * DAY
    services.open_meeting(actor=stage.actor("alice"), meeting=meeting, now=at, today=TODAY + 7 * DAY)
    Attendance.objects.unsealed("test").filter(meeting=meeting).update(state="present")
    AgendaItem.objects.unsealed("test").filter(meeting=meeting).update(outcome="nothing_new")
    return meeting


def close(stage, meeting):
    return services.close_meeting(actor=stage.actor("alice"), meeting=meeting, now=NOW + 8 * DAY)


def test_the_group_reads_a_topic_and_no_other_does(stage):
    topic = stage.topic()
    assert (topic.level, topic.organisation) == (Level.GROUP, stage.cast.landlord)
    assert [name for name in ("alice", "olivier", "claire", "dora") if topics_for(stage.actor(name))] == [
        "alice",
        "olivier",
        "claire",
    ]


def test_a_topic_is_as_reserved_as_what_it_speaks_of(stage):
    stage.topic("olivier", problem=stage.police_problem())
    stage.topic("olivier", level=Level.POLICE)
    assert not topics_for(stage.actor("bruno"))
    assert len(topics_for(stage.actor("alice"))) == 2


def test_a_topic_follows_its_problem_when_it_becomes_more_reserved(stage):
    problem = stage.problem()
    stage.topic(problem=problem)
    Problem.objects.unsealed("test").update(level=Level.POLICE)
    assert not topics_for(stage.actor("claire"))
    assert topics_for(stage.actor("alice"))


def test_only_a_member_brings_a_topic_with_words_on_what_the_group_reads(stage):
    for wrong in ("dora", "eric"):
        with pytest.raises(NotGranted):
            stage.topic(wrong)
    with pytest.raises(Refused):
        stage.topic(text="  ")
    elsewhere = stage.problem()
    elsewhere.group = stage.cast.other_group
    with pytest.raises(Refused):
        stage.topic(problem=elsewhere)


def test_its_organisation_takes_it_back_until_it_is_on_an_agenda(stage, meeting):
    topic = stage.topic()
    with pytest.raises(NotGranted):
        withdraw_topic(actor=stage.actor("claire"), topic=topic, now=NOW)
    assert withdraw_topic(actor=stage.actor("bruno"), topic=topic, now=NOW).state == "withdrawn"
    listed = list_topic(actor=stage.actor("alice"), topic=stage.topic(), meeting=meeting, now=NOW)
    with pytest.raises(Refused):
        withdraw_topic(actor=stage.actor("bruno"), topic=listed, now=NOW)


def test_a_topic_about_a_problem_is_proposed_and_listed_with_its_point(stage, meeting):
    alice, problem = stage.actor("alice"), stage.problem()
    topic = stage.topic(problem=problem)
    (one,) = propose(alice, meeting, now=NOW, today=TODAY).candidates
    assert Reason.PARKED in one.open_reasons
    assert "Sujet apporté par Bléone Habitat : Les horaires du local à vélos" in [told.words for told in one.grounds]
    (item,) = set_agenda(actor=alice, meeting=meeting, points=[Point(problem, 5)], now=NOW, today=TODAY)
    topic.refresh_from_db()
    assert (topic.state, topic.meeting, "parked" in item.reasons) == ("listed", meeting, True)


def test_a_point_kept_to_the_police_does_not_tell_the_topic_s_author_so(stage, meeting):
    problem = stage.problem()
    topic = stage.topic(problem=problem)
    points = [Point(problem, 5, is_reserved=True)]
    set_agenda(actor=stage.actor("alice"), meeting=meeting, points=points, now=NOW, today=TODAY)
    topic.refresh_from_db()
    assert topic.state == "waiting"
    with pytest.raises(Refused):
        list_topic(actor=stage.actor("alice"), topic=topic, meeting=meeting, now=NOW)


def test_a_topic_of_the_police_is_a_reserved_reason(stage, meeting):
    problem = stage.problem()
    stage.topic("olivier", problem=problem, level=Level.POLICE)
    (one,) = propose(stage.actor("alice"), meeting, now=NOW, today=TODAY).candidates
    assert one.open_reasons == [Reason.NEW]


def test_topics_in_free_words_take_their_minutes(stage, meeting):
    before = propose(stage.actor("alice"), meeting, now=NOW, today=TODAY).budget
    topic = stage.topic()
    stage.topic("olivier", level=Level.POLICE)
    found = propose(stage.actor("alice"), meeting, now=NOW, today=TODAY)
    assert (found.budget, len(found.topics)) == (before - 5, 2)
    assert propose(stage.actor("bruno"), meeting, now=NOW, today=TODAY).topics == [topic]


@pytest.mark.parametrize("how", ["answer", "postpone", "problem"])
def test_the_seance_does_not_close_on_a_topic_left_in_silence(stage, meeting, how):
    alice, problem = stage.actor("alice"), stage.problem()
    topic = stage.topic(problem=problem if how == "problem" else None)
    opened(stage, meeting)
    with pytest.raises(Refused, match="1 sujet apporté sans réponse"):
        close(stage, meeting)
    answers = {
        "answer": lambda: answer_topic(actor=alice, topic=topic, meeting=meeting, answer="Vu.", now=NOW),
        "postpone": lambda: postpone_topic(actor=alice, topic=topic, meeting=meeting, answer="Trop long.", now=NOW),
        "problem": lambda: list_topic(actor=alice, topic=topic, meeting=meeting, now=NOW),
    }
    answers[how]()
    AgendaItem.objects.unsealed("test").filter(meeting=meeting).update(outcome="nothing_new")
    assert close(stage, meeting).state == "closed"


def test_a_topic_in_free_words_on_the_agenda_still_waits_for_a_word(stage, meeting):
    alice = stage.actor("alice")
    topic = list_topic(actor=alice, topic=stage.topic(), meeting=meeting, now=NOW)
    opened(stage, meeting)
    with pytest.raises(Refused):
        close(stage, meeting)
    answer_topic(actor=alice, topic=topic, meeting=meeting, answer="Le bailleur change la serrure.", now=NOW)
    assert close(stage, meeting).state == "closed"


def test_a_topic_put_off_must_be_answered_at_the_following_meeting(stage, meeting):
    alice = stage.actor("alice")
    topic = postpone_topic(actor=alice, topic=stage.topic(), meeting=meeting, answer="Trop long.", now=NOW)
    close(stage, opened(stage, meeting))
    following = stage.meeting(planned_at=NOW + 20 * DAY)
    assert topics_of(alice, following) == [topic]
    with pytest.raises(Refused):
        close(stage, opened(stage, following))


def test_a_topic_left_by_a_meeting_called_off_or_a_point_taken_off_comes_back(stage, meeting):
    alice, problem = stage.actor("alice"), stage.problem()
    about = list_topic(actor=alice, topic=stage.topic(problem=problem), meeting=meeting, now=NOW)
    services.remove_item(actor=alice, item=AgendaItem.objects.unsealed("test").get(problem=problem), now=NOW)
    assert about.waits_at(meeting, ())
    free = list_topic(actor=alice, topic=stage.topic(), meeting=meeting, now=NOW)
    services.cancel_meeting(actor=alice, meeting=meeting, reason="Neige", now=NOW)
    following = stage.meeting(planned_at=NOW + 9 * DAY)
    assert set(topics_of(alice, following)) == {about, free}
    assert next_meeting(alice, stage.cast.group.pk) == following


def test_answers_need_words(stage, meeting):
    for answer in (answer_topic, postpone_topic):
        with pytest.raises(Refused):
            answer(actor=stage.actor("alice"), topic=stage.topic(), meeting=meeting, answer=" ", now=NOW)
        with pytest.raises(NotGranted):
            answer(actor=stage.actor("bruno"), topic=stage.topic(), meeting=meeting, answer="Vu.", now=NOW)


def test_topics_leave_with_their_words_when_their_time_is_over(stage, meeting):
    topic = stage.topic(text="Le local Zyx")
    answer_topic(actor=stage.actor("alice"), topic=topic, meeting=meeting, answer="Zyx vu.", now=NOW)
    later = {"before": NOW + DAY}
    assert count_topics(**later) == 1
    assert forget_topics(actor=stage.actor("alice"), now=NOW + 800 * DAY, **later) == 1
    assert not Topic.objects.unsealed("test").exists()
    assert not Detail.objects.unsealed("test").filter(payload__icontains="Zyx").exists()
