"""The chief writes down what a partner said by telephone; the partner reads it and contests it."""

from django.urls import reverse

from palier.cycle.actions.models import Action
from tests.world import GROUP_WORD


def test_an_acceptance_by_telephone_is_looked_at_twice_then_told_and_contested(world, client_for):
    action, alice, bruno = world["action"], client_for("alice"), client_for("bruno")
    sheet, move = (reverse(f"actions:{name}", args=[action.pk]) for name in ("action", "move"))
    buttons = alice.get(sheet).content.decode()
    assert "Accepté par téléphone…" in buttons
    assert "J’accepte" not in buttons
    assert "par téléphone" not in bruno.get(sheet).content.decode()
    confirm = alice.get(move, {"move": "accept_told"}).content.decode()
    assert f"Vous notez ce que {action.organisation.name} a dit" in confirm
    assert Action.objects.unsealed("test").get(pk=action.pk).state == "proposed"
    assert "noté au nom" in alice.post(move, {"move": "accept_told"}, follow=True).content.decode()
    for reader in (alice, bruno, client_for("claire")):
        assert "par Alice, le" in reader.get(sheet).content.decode()
    told = bruno.get(sheet).content.decode()
    assert "Noté au nom de votre organisation" in told
    assert "Revenir sur cette réponse" in told
    assert "Noté au nom de votre" not in client_for("claire").get(sheet).content.decode()
    bruno.post(move, {"move": "take_back"})
    assert "J’accepte" in bruno.get(sheet).content.decode()
    assert "par Alice, le" not in bruno.get(sheet).content.decode()
    assert GROUP_WORD in alice.get(reverse("notices:list")).content.decode()


def test_nobody_else_notes_it(world, client_for):
    move = reverse("actions:move", args=[world["action"].pk])
    for name in ("bruno", "claire", "olivier"):
        assert client_for(name).post(move, {"move": "accept_told"}).status_code == 403
    assert Action.objects.unsealed("test").get(pk=world["action"].pk).state == "proposed"
