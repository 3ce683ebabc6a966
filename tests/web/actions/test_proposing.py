"""Proposing an action: whose actions a partner may ask for, and what was typed is kept."""

from datetime import timedelta

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.actions.services import propose_action_once
from palier.cycle.catalogue.models import Answer
from palier.partners.models import Contact, Organisation
from palier.web.answering.asking import OCCASIONAL, USUAL
from tests.cast import NOW, TODAY
from tests.cycle.stage import SOON

VALUES = {"title": "Ronde à 21 h devant le hall", "due": "15/12/2099"}


def test_a_partner_is_not_offered_the_police_and_keeps_what_was_typed(world, client_for):
    bruno, address = client_for("bruno"), f"/actions/nouvelle/{world['problem'].pk}/"
    offered = bruno.get(address).context["form"].fields["organisation"].queryset
    assert world.cast.police not in offered
    assert world.cast.town in offered
    answer = bruno.post(address, {**VALUES, "organisation": world.cast.police.pk})
    assert answer.status_code == 200
    assert VALUES["title"] in answer.content.decode()


def test_an_officer_who_files_a_police_action_as_ordinary_is_told_on_the_form(world, client_for):
    olivier, address = client_for("olivier"), f"/actions/nouvelle/{world['problem'].pk}/"
    values = {**VALUES, "organisation": world.cast.police.pk, "level": Level.GROUP.value}
    answer = olivier.post(address, values)
    assert answer.status_code == 200
    assert "Seul le chef de secteur" in answer.context["form"].errors["level"][0]
    assert VALUES["title"] in answer.content.decode()


def lists(client, world):
    form = client.get(f"/actions/nouvelle/{world['problem'].pk}/").context["form"]
    return {name: dict(list(form.fields[name].choices)[1:]) for name in ("organisation", "contact", "answer")}


def test_those_who_lead_may_ask_an_organisation_that_does_not_sit_and_are_led_to_its_link(world, client_for):
    alice, address = client_for("alice"), f"/actions/nouvelle/{world['problem'].pk}/"
    shop = Organisation.objects.create(name="Boulangerie du Cours", type=world.cast.landlord.type, created_at=NOW)
    offered = lists(alice, world)["organisation"]
    assert [str(name) for _, name in offered[OCCASIONAL]] == ["Boulangerie du Cours", "Durance Logis"]
    assert OCCASIONAL not in lists(client_for("bruno"), world)["organisation"]
    answer = alice.post(address, {**VALUES, "organisation": shop.pk}, follow=True)
    asked = Action.objects.unsealed("test").get(organisation=shop)
    assert answer.redirect_chain[-1][0] == f"/actions/{asked.pk}/"
    shown = answer.content.decode()
    assert f"/promesses/envoyer/{world.cast.group.pk}/{shop.pk}/" in shown
    seated = alice.post(address, {**VALUES, "organisation": world.cast.landlord.pk})
    assert seated["Location"] == f"/problematiques/{world['problem'].pk}/"


def test_the_lists_are_read_under_headings(world, client_for):
    usual = Answer.objects.filter(concerns_person=False).order_by("-code").first()
    world["problem"].category.suggested_answers.set([usual])
    found = lists(client_for("alice"), world)
    answers = list(found["answer"])
    assert answers[0] == USUAL
    assert [str(name) for _, name in found["answer"][USUAL]] == [usual.label]
    assert answers[1:] == [label for label in Answer.Kind.labels if label in answers], "in the order of the families"
    assert list(found["contact"]) == sorted(found["contact"], key=str.casefold)
    at_landlord = [str(name) for _, name in found["contact"][world.cast.landlord.name]]
    assert at_landlord == [str(Contact.objects.unsealed("test").get(user=world.cast.users["bruno"]))]


def test_a_reserved_problem_is_asked_of_nobody_who_does_not_read_it(world, client_for):
    alice = client_for("alice")
    form = alice.get(f"/actions/nouvelle/{world['police_problem'].pk}/").context["form"]
    assert list(form.fields["organisation"].queryset) == [world.cast.police]


def test_a_form_sent_twice_proposes_one_action(world, client_for):
    address = f"/actions/nouvelle/{world['problem'].pk}/"
    values = {**VALUES, "organisation": world.cast.landlord.pk}
    rows = Action.objects.unsealed("test").filter(title=VALUES["title"])
    alice = client_for("alice")
    sent = [alice.post(address, values, follow=True) for _ in range(2)]
    assert [answer.redirect_chain for answer in sent] == [sent[0].redirect_chain] * 2
    assert all("L’action est proposée." in answer.content.decode() for answer in sent)
    assert rows.count() == 1
    client_for("olivier").post(address, values)
    assert rows.count() == 2, "what somebody else asks is asked"
    alice.post(address, {**values, "due": "16/12/2099"})
    alice.post(address, {**values, "organisation": world.cast.town.pk})
    alice.post(address, {**values, "every_days": "7"})
    assert rows.count() == 5, "what differs is another action"


def test_the_same_proposal_a_minute_later_is_another(world):
    stage = world.stage
    ask = {"actor": stage.actor("alice"), "problem": world["problem"], "organisation": stage.cast.landlord}
    ask |= {"title": VALUES["title"], "due": SOON, "today": TODAY}
    first = propose_action_once(now=NOW, **ask)
    assert propose_action_once(now=NOW + timedelta(seconds=59), **ask) == first
    assert propose_action_once(now=NOW + timedelta(seconds=60), **ask) != first
