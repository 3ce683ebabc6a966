"""A partner asked to take part is told so; its answer is told to those who lead, each as it may read it."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.actions import services
from palier.cycle.actions.models import Involvement
from palier.notifications.departures import departures_of
from palier.notifications.kinds import Kind
from palier.notifications.lines import lines_for
from palier.notifications.models import Message, Notice
from palier.notifications.queries import mark_line_read, notices_for, unread_for
from palier.notifications.recipients import asked_by
from palier.notifications.summaries import write_summaries
from palier.partners.models import Seat
from tests.cast import NOW, TODAY
from tests.notifications.test_noting import told
from tests.notifications.test_summaries import MORNING, mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def problem(stage):
    return stage.problem()


def ask(stage, problem, organisation=None):
    organisation = organisation or stage.cast.landlord
    return services.ask_partner(
        actor=stage.actor("alice"), problem=problem, organisation=organisation, now=NOW, today=TODAY
    )


def said_to(stage, name):
    actor = stage.actor(name)
    return [(line.what, line.said) for line in lines_for(actor, notices_for(actor), today=TODAY)]


def test_the_partner_asked_is_told_and_its_answer_to_those_who_lead(stage, problem):
    part = ask(stage, problem)
    assert told() == [("Bruno", Kind.PART_ASKED, False)]
    bruno = stage.actor("bruno")
    services.join_part(actor=bruno, part=part, now=NOW)
    assert told() == [("Alain", Kind.PART_ANSWERED, False), ("Alice", Kind.PART_ANSWERED, False)]
    services.decline_part(actor=bruno, part=part, reason="Hors de notre parc", now=NOW)
    assert told() == [("Alain", Kind.PART_ANSWERED, True), ("Alice", Kind.PART_ANSWERED, True)]


def test_the_police_asked_by_its_own_chief_is_told_and_the_one_who_acts_is_not(stage, problem):
    part = ask(stage, problem, stage.cast.police)
    assert told() == [("Alain", Kind.PART_ASKED, False), ("Olivier", Kind.PART_ASKED, False)]
    services.join_part(actor=stage.actor("alain"), part=part, now=NOW)
    assert told() == [("Alice", Kind.PART_ANSWERED, False)]


def test_an_accepted_action_says_it_once(stage, problem):
    action = stage.action(problem)
    told()
    services.accept_action(actor=stage.actor("bruno"), action=action, now=NOW, today=TODAY)
    assert told() == [("Alain", Kind.ANSWERED, False), ("Alice", Kind.ANSWERED, False)]


def test_it_is_read_in_words_of_the_moment(stage, problem):
    part = ask(stage, problem)
    what = f"{problem.title} ({stage.cast.landlord})"
    assert (what, "votre organisation est sollicitée : dites si elle en est") in said_to(stage, "bruno")
    services.join_part(actor=stage.actor("bruno"), part=part, now=NOW)
    assert (what, "en est") in said_to(stage, "bruno")
    assert (what, "en est") in said_to(stage, "alice")
    services.finish_part(actor=stage.actor("bruno"), part=part, done="Porte changée", now=NOW)
    assert [said for what, said in said_to(stage, "alice") if said == "a fait sa part"] == ["a fait sa part"]


def test_two_partners_are_two_lines_and_one_is_marked_as_read_alone(stage, problem):
    for name, organisation in (("bruno", stage.cast.landlord), ("claire", stage.cast.town)):
        part = ask(stage, problem, organisation)
        services.join_part(actor=stage.actor(name), part=part, now=NOW)
    alice = stage.actor("alice")
    last = unread_for(alice).filter(part=part).get()
    assert len(said_to(stage, "alice")) == 2
    assert mark_line_read(alice, last, now=NOW) == 1
    assert unread_for(alice).count() == 1


def test_it_is_mailed_the_next_morning_unless_answered_meanwhile(stage, problem):
    part = ask(stage, problem)
    [departure] = departures_of(stage.actor("alice"))
    assert departure.recipients == ("Bruno",)
    write_summaries(now=MORNING)
    [mail] = mails()
    assert "votre organisation est sollicitée" in mail.text
    assert f"/problematiques/{problem.pk}/#partie-partenaires" in mail.text
    Message.objects.unsealed("test").all().delete()
    Notice.objects.unsealed("test").update(settled_at=None)
    services.join_part(actor=stage.actor("bruno"), part=part, now=NOW)
    write_summaries(now=MORNING + timedelta(days=1))
    assert mails() == []
    assert "en est" in mails("alice@example.org")[0].text


def test_a_problem_hidden_since_is_told_no_more(stage, problem):
    ask(stage, problem)
    type(problem).objects.unsealed("test").filter(pk=problem.pk).update(level=Level.POLICE)
    assert notices_for(stage.actor("bruno")).count() == 0
    assert said_to(stage, "bruno") == []
    notice = Notice.objects.unsealed("test").filter(recipient=stage.cast.users["bruno"])
    assert lines_for(stage.actor("bruno"), notice, today=TODAY) == [], "even when it is handed over"
    write_summaries(now=MORNING)
    assert mails() == []


def test_a_part_of_the_police_is_written_to_nobody_else_and_mailed_without_its_words(stage):
    problem = stage.problem(title="Filature discrète", level=Level.POLICE)
    part = ask(stage, problem, stage.cast.police)
    assert told(Kind.PART_ASKED) == ["Alain", "Olivier"]
    rows = Involvement.objects.unsealed("test").filter(pk=part.pk)
    rows.update(organisation=stage.cast.landlord)
    assert asked_by(rows.get(), today=TODAY) == set(), "a partner that reads nothing of it"
    rows.update(organisation=stage.cast.police)
    part = rows.get()
    services.join_part(actor=stage.actor("olivier"), part=part, now=NOW)
    write_summaries(now=MORNING)
    [mail] = mails("alice@example.org")
    assert "Une problématique du groupe GPO Digne 1 : elle vous attend sur sa fiche" in mail.text
    assert "Filature" not in mail.text + mail.html


def test_who_no_longer_sits_is_not_told(stage, problem):
    Seat.objects.unsealed("test").filter(contact__user=stage.cast.users["bruno"]).update(suspended_at=NOW)
    ask(stage, problem)
    assert told() == []
