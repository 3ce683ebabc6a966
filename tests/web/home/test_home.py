"""The home screen: what waits for each, and what to do first where there is nothing."""

from datetime import date, timedelta

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.actions.questions import Question
from palier.cycle.meetings import services
from palier.cycle.meetings.models import Attendance, Meeting
from palier.cycle.problems.models import Problem
from palier.cycle.problems.services import ask_closure
from palier.cycle.reports.services import decline_report
from palier.kernel import clock
from palier.partners.models import Group
from palier.web.home.groups import group_cards
from palier.web.home.promised import PromisedActions
from palier.web.home.waiting import SHOWN, health_for, waiting_for
from tests.cast import NOW, TODAY
from tests.web.conftest import sign_in


def waits_for(actor, today):
    return waiting_for(actor, today, PromisedActions(actor, today, shown=SHOWN))


def health_of(actor, today):
    return health_for(actor, PromisedActions(actor, today, shown=SHOWN))


def kinds(actor, today=TODAY):
    shown = [waiting for waiting in waits_for(actor, today) if waiting.title != "Avis non lus"]
    return {waiting.title: waiting.count for waiting in shown}


def test_a_partner_finds_what_it_is_asked_to_promise(stage):
    stage.action(stage.problem())
    assert kinds(stage.actor("bruno")) == {"Engagements à accepter ou à décliner": 1}
    assert kinds(stage.actor("claire")) == {}


def test_a_police_action_waits_for_no_partner(stage):
    stage.action(stage.problem(), organisation=stage.cast.police, level=Level.POLICE)
    kept = stage.action(stage.problem())
    type(kept).objects.unsealed("test").filter(pk=kept.pk).update(level=Level.POLICE)
    assert kinds(stage.actor("bruno")) == {}


def test_a_promise_kept_waiting_is_late(stage):
    action = stage.action(stage.problem())
    type(action).objects.unsealed("test").update(state="accepted")
    actor = stage.actor("bruno")
    assert kinds(actor, action.due) == {"Vos engagements à tenir sous sept jours": 1}
    assert kinds(actor, action.due + timedelta(days=1)) == {"Vos engagements en retard": 1}


def test_the_police_finds_the_reports_to_triage_and_the_partner_does_not(stage):
    stage.report()
    assert kinds(stage.actor("olivier")) == {"Signalements sans réponse": 1}
    assert kinds(stage.actor("bruno")) == {}


def test_only_the_first_lines_are_shown_and_the_rest_is_counted(stage):
    for _ in range(6):
        stage.report()
    [waiting] = waits_for(stage.actor("alice"), TODAY)
    assert (waiting.count, len(waiting.lines), waiting.more) == (6, 4, 2)


def test_the_cadence_of_a_group_is_told(stage):
    [card] = group_cards(stage.actor("alice"), NOW, TODAY)
    assert card.cadence == "Aucune réunion tenue ni prévue"
    stage.meeting(planned_at=NOW + timedelta(days=3))
    [card] = group_cards(stage.actor("alice"), NOW, TODAY)
    assert "05/11/2026" in card.cadence
    assert card.tone == ""


def test_a_meeting_opened_before_its_day_is_no_silence_of_minus_three_days(stage):
    meeting = stage.meeting(planned_at=NOW + timedelta(days=3))
    alice = stage.actor("alice")
    services.open_meeting(actor=alice, meeting=meeting, now=NOW, today=TODAY)
    for row in Attendance.objects.unsealed("test").filter(meeting=meeting):
        services.record_attendance(actor=alice, meeting=meeting, contact=row.contact, state="present", now=NOW)
    services.close_meeting(actor=alice, meeting=meeting, now=NOW)
    [card] = group_cards(alice, NOW, TODAY)
    assert card.cadence == "Dernière réunion aujourd’hui ; aucune autre n’est prévue"
    [card] = group_cards(alice, NOW + timedelta(days=40), TODAY + timedelta(days=40))
    assert (card.cadence, card.tone) == ("Aucune réunion prévue ; la dernière remonte à 40 jours", "alert")


def test_a_group_that_falls_asleep_is_seen_by_its_chief_and_from_above(world, client_for):
    Meeting.objects.unsealed("test").filter(state="planned").delete()
    rows = Group.objects.unsealed("test").filter(pk=world.cast.group.pk)
    for days, asleep in ((1, 1), (365, 0)):
        rows.update(target_interval_days=1, maximum_interval_days=days)
        for name in ("eric", "diane", "alice"):
            client = client_for(name)
            assert ("Groupes qui s’endorment" in client.get("/").content.decode()) is bool(asleep)
            assert len(client.get("/groupes/?sommeil=1").context["groups"]) == asleep
        assert not client_for("dora").get("/groupes/?sommeil=1").context["groups"]


def test_the_next_meetings_are_one_click_away(stage):
    stage.meeting(planned_at=NOW + timedelta(days=3))
    assert kinds(stage.actor("bruno")) == {"Réunions à venir": 1}
    assert kinds(stage.actor("bruno"), TODAY - timedelta(days=30)) == {}


def test_the_page_says_what_to_do_first_then_says_it_no_more(stage):
    client = sign_in(stage.cast, "alice")
    assert "Recueillir un premier signalement" in client.get("/").text
    stage.report()
    stage.problem()
    stage.meeting(planned_at=clock.now() + timedelta(days=3))
    assert "Pour commencer" not in client.get("/").text


def test_whoever_sits_nowhere_is_told_whom_to_ask(cast):
    assert "Vous ne siégez dans aucun groupe" in sign_in(cast, "hugo").get("/").text


def test_the_district_chief_sees_how_groups_do_without_their_files(stage):
    problem = stage.problem(title="Hall occupé")
    stage.action(problem, title="Promesse en retard", organisation=stage.cast.police, level=Level.POLICE)
    past = TODAY - timedelta(days=5)
    Action.objects.unsealed("test").update(state="accepted", due=past, first_due=past)
    text = sign_in(stage.cast, "eric").get("/").text
    assert "GPO Digne 1" in text
    assert "1 problématique suivie, 1 engagement en retard" in text
    assert "Hall occupé" not in text
    assert "Promesse en retard" not in text


def test_who_oversees_a_group_reads_early_the_figures_of_its_chief_and_no_row(stage):
    asked_for, bare = stage.problem(title="Hall occupé"), stage.problem(title="Dépôts sauvages")
    stage.action(asked_for, title="Poser une lampe")
    Problem.objects.unsealed("test").update(state="open")
    text = sign_in(stage.cast, "eric").get("/").text
    assert "À suivre : 1 action sans réponse, 1 problématique sans action." in text
    soon = clock.today() + timedelta(days=3)
    Action.objects.unsealed("test").update(state="accepted", due=soon, first_due=soon)
    again = sign_in(stage.cast, "eric").get("/").text
    assert "À suivre : 1 engagement sous sept jours, 1 problématique sans action." in again
    assert bare.title not in again
    assert "À suivre" not in sign_in(stage.cast, "alice").get("/").text  # its panels open the lists


def test_the_cost_does_not_grow_with_what_waits(stage, django_assert_max_num_queries):
    def cost() -> int:
        with django_assert_max_num_queries(200) as queries:
            waits_for(stage.actor("alice"), date(2026, 11, 2))
            group_cards(stage.actor("alice"), NOW, TODAY)
        return len(queries)

    stage.report()
    small = cost()
    for _ in range(3):
        stage.report()
        stage.problem()
    assert cost() == small


def test_the_health_of_the_group_is_told_to_those_who_lead_and_to_nobody_else(stage):
    stage.action(stage.problem())
    stage.lead(stage.problem(title="Autre hall"), "admit")
    told = {panel.title: panel.count for panel in health_of(stage.actor("alice"), TODAY)}
    assert told == {"Actions proposées sans réponse": 1, "Problématiques sans action": 1}
    assert health_of(stage.actor("bruno"), TODAY) == []


def test_each_count_is_the_one_of_the_list_it_opens(world, client_for):
    """The panels of each role, followed: nothing counts what its list does not show."""
    stage, today = world.stage, clock.today()
    late, soon = stage.action(world["problem"]), stage.action(world["problem"], title="Changer la lampe")
    rows = Action.objects.unsealed("test")
    rows.filter(pk=late.pk).update(state="accepted", due=today - timedelta(days=1), first_due=today - timedelta(days=1))
    rows.filter(pk=soon.pk).update(state="blocked", due=today, first_due=today)
    problem = stage.lead(stage.problem(title="Un hall sans rien"), "admit", "plan", "start")
    rows.filter(problem=problem).update(state="abandoned")
    ask_closure(actor=stage.actor("bruno"), problem=problem, outcome="gone", reason="Plus rien vu", now=NOW)
    stage.meeting(planned_at=clock.now() + timedelta(days=3))
    stage.meeting(planned_at=clock.now() + timedelta(days=40))
    decline_report(actor=stage.actor("alice"), report=stage.report(), reason="Isolé", now=clock.now())
    decline_report(actor=stage.actor("alice"), report=stage.report(), reason="Isolé", now=NOW - timedelta(days=60))
    followed = set()
    for name in ("alice", "alain", "olivier", "bruno", "claire"):
        actor, client = stage.actor(name), client_for(name)
        for panel in (*waits_for(actor, today), *health_of(actor, today)):
            if "?" in (panel.all_address or ""):
                followed.add(panel.title)
                shown = client.get(panel.all_address).context
                # Several notices about one thing are one line.
                found = len(shown["lines"]) if panel.title == "Avis non lus" else shown["page"].paginator.count
                assert found == panel.count, panel.title
    assert len(followed) > 8
    assert followed >= {"Réunions à venir", "Réponses à vos signalements", "Relevés de décisions à valider"}


def test_the_panels_of_actions_cost_two_statements_however_many_they_are(stage, django_assert_num_queries):
    for day in range(1, 8):
        stage.action(stage.problem(), due=TODAY + timedelta(days=day))
    panels = PromisedActions(stage.actor("alice"), TODAY, shown=2)
    with django_assert_num_queries(2):
        asked = {question: panels.panel(question) for question in Question}
    assert (asked[Question.TO_ANSWER].number, len(asked[Question.TO_ANSWER].first)) == (7, 2)
    mine = PromisedActions(stage.actor("bruno"), TODAY, shown=2).panel(Question.TO_ANSWER, mine=True)
    assert mine.number == 7
    assert [action.due for action in mine.first] == [TODAY + timedelta(days=day) for day in (1, 2)]
