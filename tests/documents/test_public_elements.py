"""What may leave the group: what the chief wrote for the population and rows of its level, and nothing else."""

from datetime import timedelta

import pytest
from django.db import transaction

from palier.access.levels import Level
from palier.cycle.actions.services import accept_action, complete_action, decline_action, propose_action
from palier.cycle.meetings.models import AgendaItem
from palier.cycle.meetings.services import add_item, close_meeting, resume_meeting, set_item_outcome
from palier.cycle.minutes.models import PublicWord
from palier.cycle.minutes.services import say_publicly
from palier.documents.editions import POPULATION
from palier.documents.papers import pdf_of
from palier.documents.public_elements import public_elements_of
from palier.documents.typesetting import canonical
from palier.kernel.errors import NotGranted, Refused
from palier.partners.models import Organisation
from palier.territory.models import Place
from tests.documents.scene import validated
from tests.documents.test_minutes import squeezed, text_of

WORDS = "L’éclairage du passage est réparé ; les passages se poursuivent en soirée."


def item_of(scene, problem):
    return AgendaItem.objects.unsealed("test").get(meeting=scene.meeting, problem=problem)


def say(scene, words, name="alice"):
    return say_publicly(actor=scene.stage.actor(name), meeting=scene.meeting, words=words, now=scene.stage.now)


def on_the_agenda(scene, problem):
    """Take the séance up again to treat one more problem."""
    alice, now = scene.stage.actor("alice"), scene.stage.now
    resume_meeting(actor=alice, meeting=scene.meeting, now=now)
    item = add_item(actor=alice, meeting=scene.meeting, problem=problem, now=now)
    set_item_outcome(actor=alice, item=item, outcome=AgendaItem.Outcome.NOTHING_NEW, now=now)
    close_meeting(actor=alice, meeting=scene.meeting, now=now + timedelta(minutes=55))


def test_nothing_is_told_until_the_chief_writes_it(scene):
    content = public_elements_of(scene.meeting, POPULATION)
    assert (content.words, content.items) == ("", [])
    assert "Rien de cette réunion" in text_of(pdf_of(content, POPULATION)).replace("\n", " ")


def test_what_is_written_is_told_under_the_name_of_the_place_alone(scene):
    assert say(scene, {None: "Réunion tenue.", item_of(scene, scene.shared).pk: WORDS}) == 2
    content = public_elements_of(scene.meeting, POPULATION)
    (item,) = content.items
    assert (content.words, item.words, item.heading) == ("Réunion tenue.", WORDS, scene.stage.place.name)
    shown = squeezed(text_of(pdf_of(content, POPULATION)))
    for text in (WORDS, content.reminder, content.fingerprint, content.group):
        assert squeezed(text) in shown


def test_no_title_name_of_a_person_organisation_or_reserved_place_leaves(scene):
    say(scene, {item_of(scene, scene.shared).pk: WORDS})
    Place.objects.unsealed("test").update(level=Level.GROUP, group_id=scene.stage.cast.group.pk)
    told = canonical(public_elements_of(scene.meeting, POPULATION))
    hidden = [scene.shared.title, scene.shared.reference, scene.stage.place.name, "Alice", "Bruno", "Zyx"]
    hidden += Organisation.objects.exclude(name="").values_list("name", flat=True)
    assert [word for word in hidden if word in told] == []


def test_what_was_done_of_an_open_problem_is_told_and_what_was_declined_is_not(scene):
    stage, today = scene.stage, scene.stage.today
    problem = stage.problem(level=Level.POPULATION, title="Éclairage du passage des Lilas")
    when = {"now": stage.now - timedelta(days=9), "today": today - timedelta(days=9)}
    for title, answer in (("Changer les lampes", "done"), ("Tailler la haie", "kept"), ("Poser un banc", "declined")):
        action = propose_action(
            actor=stage.actor("alice"), problem=problem, title=title, organisation=stage.cast.town,
            due=today + timedelta(days=9), level=Level.POPULATION, **when,
        )  # fmt: skip
        claire = {"actor": stage.actor("claire"), "action": action, "now": when["now"]}
        if answer == "declined":
            decline_action(**claire, reason="Pas le budget")
            continue
        accept_action(**claire, today=when["today"])
        if answer == "done":
            complete_action(**claire, observation="Fait", today=when["today"])
    on_the_agenda(scene, problem)
    content = public_elements_of(scene.meeting, POPULATION)
    (item,) = content.items
    assert (item.heading, item.done, item.under_way) == (problem.title, ["Changer les lampes"], ["Tailler la haie"])
    assert "Ville" not in canonical(content)


def test_a_reserved_item_is_never_told_even_of_a_problem_open_to_all(scene):
    stage = scene.stage
    problem = stage.problem(level=Level.POPULATION, title="Éclairage du passage")
    stage.action(problem, level=Level.POPULATION)
    on_the_agenda(scene, problem)
    AgendaItem.objects.unsealed("test").filter(problem=problem).update(level=Level.POLICE)
    assert public_elements_of(scene.meeting, POPULATION).items == []
    for reserved in (scene.police, scene.named):
        with pytest.raises(Refused, match="réservé"):
            say(scene, {item_of(scene, reserved).pk: WORDS})
    assert not PublicWord.objects.unsealed("test").exists()


def test_only_the_chief_writes_it_between_the_seance_and_the_validation(scene):
    for name in ("olivier", "bruno"):
        with pytest.raises(NotGranted), transaction.atomic():
            say(scene, {None: "Bonjour"}, name)
    say(scene, {None: "Bonjour"})
    assert say(scene, {None: "Bonjour"}) == 0
    assert say(scene, {None: " "}) == 1
    assert not PublicWord.objects.unsealed("test").exists()
    assert "à ne diffuser" in public_elements_of(scene.meeting, POPULATION).validation
    validated(scene)
    with pytest.raises(Refused, match="validation"):
        say(scene, {None: "Trop tard"})
    assert public_elements_of(scene.meeting, POPULATION).validation == "Ce texte peut être diffusé."
