"""Proposing an action: whose actions a partner may ask for, and what was typed is kept."""

from palier.access.levels import Level

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
