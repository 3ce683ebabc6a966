"""Screens of groups and seats: what they show, what they do, what they refuse."""

import pytest
from django.urls import reverse

from palier.partners.models import Contact, Group, Seat
from palier.partners.services.groups import Plan, change_group
from palier.territory.models import Sector
from tests.cast import NOW


@pytest.fixture
def sector(world):
    found, _ = Sector.objects.get_or_create(
        code="DIG-S1", defaults={"name": "Digne centre", "district": world.cast.group.district}
    )
    return found


@pytest.fixture
def address(world):
    return reverse("partners:group", kwargs={"pk": world.cast.group.pk})


def contact(world, name):
    return Contact.objects.unsealed("test").get(user=world.cast.users[name])


def seat(world, name):
    return Seat.objects.unsealed("test").get(contact=contact(world, name), until__isnull=True)


def text_of(response):
    return response.content.decode()


def test_the_page_tells_the_group_its_sharing_rule_and_its_members(world, client_for, address):
    shown = text_of(client_for("bruno").get(address))
    assert "Hors CLSPD" in shown
    assert "aucun texte ne donne à ses membres un droit particulier" in shown
    for name in ("Alice", "Bruno", "Bléone Habitat", "Ville de Digne"):
        assert name in shown
    assert "Suspendre" not in shown
    assert "Charte non signée" not in shown


def test_the_chief_sees_who_has_not_signed_and_what_it_may_do(world, client_for, address):
    shown = text_of(client_for("alice").get(address))
    assert "Charte non signée" in shown
    assert "Ils ne lisent encore rien" in shown
    assert "Suspendre" in shown
    assert "Nommer le chef" not in shown
    assert "Nommer le chef" in text_of(client_for("agathe").get(address))


def test_the_links_are_offered_to_whom_they_open_alone(world, client_for, address):
    for name, status in (("alice", 200), ("agathe", 403)):
        client = client_for(name)
        shown = text_of(client.get(address))
        assert "Modifier le groupe" in shown
        offered = f'<a class="fr-btn fr-btn--secondary" href="{reverse("slips:list")}"'
        assert (offered in shown) == (status == 200), name
        assert client.get(reverse("slips:list")).status_code == status


def test_the_sharing_rule_follows_the_attachment(world, client_for, address):
    Group.objects.unsealed("test").update(attachment="clspd")
    assert "L132-5" in text_of(client_for("bruno").get(address))


def test_a_group_without_a_chief_says_so(world, client_for, address):
    Seat.objects.unsealed("test").filter(group=world.cast.group, role="chief").update(until=NOW.date())
    assert "n’a pas de chef de secteur" in text_of(client_for("bruno").get(address))


def test_the_administrator_opens_a_group(world, client_for, sector):
    form = {
        "code": "DIG-9", "district": sector.district_id, "name": "GPO neuf", "shape": "sector",
        "sectors": [str(sector.pk)], "attachment": "clspd", "target_interval_days": 15, "maximum_interval_days": 31,
        "chief": str(contact(world, "olivier").pk), "opened_on": "02/11/2026",
    }  # fmt: skip
    response = client_for("agathe").post(reverse("partners:group-create"), form)
    group = Group.objects.unsealed("test").get(code="DIG-9")
    assert response.headers["Location"] == reverse("partners:group", kwargs={"pk": group.pk})
    assert list(group.sectors.all()) == [sector]


def test_a_refusal_keeps_what_was_typed_and_names_the_field(world, client_for):
    form = {
        "code": "DIG-9", "district": world.cast.group.district_id, "name": "GPO neuf", "shape": "ad_hoc",
        "attachment": "clspd", "target_interval_days": 15, "maximum_interval_days": 31,
        "chief": str(contact(world, "olivier").pk), "opened_on": "02/11/2026",
    }  # fmt: skip
    shown = text_of(client_for("agathe").post(reverse("partners:group-create"), form))
    assert "Nommez-le" in shown
    assert 'value="GPO neuf"' in shown
    assert not Group.objects.unsealed("test").filter(code="DIG-9").exists()


def test_two_chiefs_editing_at_once_are_told(world, client_for, address, sector):
    plan = Plan(name="Nom du premier", sectors=(sector,))
    change_group(actor=world.cast.actor("alice"), group=world.cast.group, seen=1, plan=plan, now=NOW)
    form = {
        "seen": 1, "name": "Nom du second", "shape": "sector", "sectors": [str(sector.pk)],
        "attachment": "clspd", "target_interval_days": 15, "maximum_interval_days": 31,
    }  # fmt: skip
    shown = text_of(client_for("alain").post(f"{address}modifier/", form))
    assert "a changé entre-temps" in shown
    assert "Nom du second" in shown
    assert Group.objects.unsealed("test").get(pk=world.cast.group.pk).name == "Nom du premier"


def test_the_chief_seats_suspends_resumes_and_ends(world, client_for, address):
    client, bruno = client_for("alice"), seat(world, "bruno")
    client.post(reverse("partners:seat-suspend", args=[bruno.pk]), {"reason": "Essai"})
    assert not world.cast.actor("bruno").seats
    client.post(reverse("partners:seat-resume", args=[bruno.pk]))
    assert world.cast.actor("bruno").seats
    client.post(reverse("partners:seat-end", args=[bruno.pk]), {"on": "02/11/2026"})
    assert not world.cast.actor("bruno").seats
    form = {"contact": str(bruno.contact_id), "role": "partner", "rank": "guest", "since": "02/11/2026"}
    assert client.post(f"{address}sieges/nouveau/", form).status_code == 303
    assert seat(world, "bruno").rank == "guest"


def test_a_partner_is_not_given_a_police_role(world, client_for):
    form = {"role": "officer", "rank": "titular", "on": "02/11/2026"}
    shown = text_of(client_for("alice").post(reverse("partners:seat-change", args=[seat(world, "bruno").pk]), form))
    assert "réservé aux contacts de la police nationale" in shown
    assert seat(world, "bruno").role == "partner"


def test_the_directorate_names_the_chief(world, client_for, address):
    form = {"contact": str(contact(world, "alain").pk), "on": "02/11/2026"}
    assert client_for("diane").post(f"{address}chef/", form).status_code == 303
    assert seat(world, "alain").role == "chief"


def test_a_chief_s_seat_is_out_of_the_deputy_s_reach(world, client_for):
    url = reverse("partners:seat-suspend", args=[seat(world, "alice").pk])
    assert client_for("alain").post(url, {"reason": "X"}).status_code == 403
    assert world.cast.actor("alice").seats


def test_who_sat_on_a_day_whole_and_part(world, client_for, address):
    client = client_for("bruno")
    assert "Fatou" in text_of(client.get(f"{address}sieges/"))
    part = client.get(f"{address}sieges/", {"day": "02/11/2026"}, headers={"HX-Request": "true"})
    assert "<html" not in text_of(part)
    assert "Sièges tenus le 02/11/2026" in text_of(part)
    assert "Personne ne siégeait" in text_of(client.get(f"{address}sieges/", {"day": "01/01/2020"}))


def test_an_empty_list_says_what_to_do_first(world, client_for):
    Group.objects.unsealed("test").update(closed_on=NOW.date())
    assert "Aucun groupe ouvert" in text_of(client_for("agathe").get(reverse("partners:groups")))
    assert "GPO Digne 1" in text_of(client_for("agathe").get(reverse("partners:groups"), {"clos": "1"}))


def test_closing_a_group_by_its_screen(world, client_for, address):
    form = {"seen": 1, "on": "02/11/2026"}
    assert client_for("diane").post(f"{address}clore/", form).status_code == 303
    assert Group.objects.unsealed("test").get(pk=world.cast.group.pk).closed_on
