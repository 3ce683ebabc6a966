"""Saved filters: personal, counted as their list, renamed, deleted, and betraying nothing that is read no more."""

import re

from django.urls import reverse

from palier.kernel import clock
from palier.partners.models import Seat
from palier.partners.personal_data import data_of, erase
from palier.web.saved.filters import counted, filters_of_mine
from palier.web.saved.models import SavedFilter
from tests.cast import NOW
from tests.web.conftest import sign_in
from tests.world import POLICE_WORD


def keep(client, name="Halls", query="words=hall", subject="problem"):
    values = {"liste": subject, "criteres": query, "name": name}
    return client.post(reverse("saved:save"), values)


def found(name, world):
    actor = world.cast.actor(name)
    return counted(actor, filters_of_mine(actor), clock.today())


def count_at(client, address):
    said = re.search(r'palier-found__count" role="status"><strong>(\d+)', client.get(address).text)
    return said[1] if said else None


def test_a_filter_is_kept_opened_and_counted_as_its_list(world):
    for name in ("bruno", "olivier"):
        client = sign_in(world.cast, name)
        for subject, query in (("problem", "state=toutes"), ("report", "words=hall"), ("problem", "gravity=2&page=3")):
            response = keep(client, f"{subject} {query}", query, subject)
            assert response.status_code == 303, response.text[-2000:]
            assert "page" not in response.url
        for one in found(name, world):
            assert one.count == count_at(client, one.address)
            for address in (reverse("saved:list"), reverse("home:home")):
                shown = client.get(address).text
                assert one.address.replace("&", "&amp;") in shown
                assert f'<td class="palier-number">{one.count}</td>' in shown
        assert "Enregistrer ce filtre" in client.get(reverse("problems:list"), {"gravity": "2"}).text


def test_nobody_else_reads_renames_or_deletes_it(world):
    keep(sign_in(world.cast, "bruno"))
    row = SavedFilter.objects.unsealed("test").get()
    for name in ("claire", "alice"):
        client = sign_in(world.cast, name)
        assert row.name not in client.get(reverse("saved:list")).text
        assert client.post(reverse("saved:delete", args=[row.pk])).status_code == 404
        assert client.post(reverse("saved:rename", args=[row.pk]), {"name": "Autre"}).status_code == 404
    assert SavedFilter.objects.unsealed("test").get().name == "Halls"


def test_it_is_renamed_never_to_a_name_already_taken_then_deleted(world):
    client = sign_in(world.cast, "bruno")
    keep(client)
    keep(client, "Soirs", "words=soir")
    row = SavedFilter.objects.unsealed("test").get(name="Soirs")
    taken = client.post(reverse("saved:rename", args=[row.pk]), {"name": " Halls "})
    assert "porte déjà ce nom" in taken.text
    assert "porte déjà ce nom" in keep(client).text
    assert client.post(reverse("saved:rename", args=[row.pk]), {"name": "Le soir"}).status_code == 303
    client.post(reverse("saved:delete", args=[row.pk]))
    assert list(SavedFilter.objects.unsealed("test").values_list("name", flat=True)) == ["Halls"]


def test_neither_a_name_nor_a_search_keeps_a_person(world):
    client = sign_in(world.cast, "bruno")
    assert keep(client, "Halls", "words=Kevin+Martin").status_code == 200
    assert keep(client, "Hall occupé par Kevin Martin").status_code == 200
    assert not SavedFilter.objects.unsealed("test").exists()


def test_what_is_read_no_more_is_left_out_without_a_word_of_it(world):
    olivier = sign_in(world.cast, "olivier")
    place = world["police_place"]
    keep(olivier, "Autour", f"near=lieu:{place.pk}")
    keep(olivier, "Groupe", f"group={world.cast.group.pk}&level=40")
    assert found("olivier", world)[0].count != "0"
    Seat.objects.unsealed("test").filter(contact__user=world.cast.users["olivier"]).update(role="partner")
    for one in found("olivier", world):
        response = olivier.get(one.address)
        assert response.status_code == 200
        assert POLICE_WORD not in response.text
        assert one.count == (count_at(olivier, one.address) or "0")


def test_they_are_of_a_person_s_own_data_and_leave_with_it(world):
    keep(sign_in(world.cast, "bruno"))
    bruno = world.cast.users["bruno"]
    assert data_of(bruno)["Filtres enregistrés"][0]["critères"] == "words=hall"
    Seat.objects.unsealed("test").filter(contact__user=bruno).update(until=NOW.date())
    erase(actor=world.cast.actor("denis"), user=bruno, now=NOW)
    assert not SavedFilter.objects.unsealed("test").exists()
