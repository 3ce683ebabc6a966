"""« Voir comme »: byte for byte what a partner reads, nothing written, nothing noted in its name, out in one click."""

import re

import pytest
from django.urls import reverse

from palier.access.levels import Level
from palier.cycle.problems.models import Problem
from palier.journal.models import Consultation, Entry
from palier.partners.models import Organisation, Seat
from tests.web.conftest import sign_in
from tests.world import POLICE_WORD, SEALED_WORD

MASKS = (
    re.compile(rb'<aside class="palier-viewing".*?</aside>', re.DOTALL),
    re.compile(rb"<header.*?</header>", re.DOTALL),
    re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"'),
    re.compile(rb'data-reader="[^"]+"'),  # whose device it is: the chief's own, whatever eyes are borrowed
    re.compile(rb'name="filing_key" value="[^"]+"'),
    re.compile(rb"\n\s*\n"),
)


def masked(response):
    body = response.content
    for mask in MASKS:
        body = mask.sub(b"", body)
    return response.status_code, re.sub(rb"\s+", b" ", body)


def enter(world, organisation, by="alice"):
    client = sign_in(world.cast, by)
    key = f"{world.cast.group.pk}:{organisation.pk if organisation else ''}"
    response = client.post(reverse("viewing:choose"), {"whom": key, "back": reverse("problems:list")})
    assert (response.status_code, response.url) == (303, reverse("problems:list")), response.content.decode()[-3000:]
    return client


def pages(world):
    one = {"problems:problem": "problem", "reports:report": "report", "actions:action": "action"}
    hidden = {
        "problems:problem": "police_problem",
        "reports:report": "police_report",
        "actions:action": "police_action",
    }
    addresses = [reverse(name, args=[world[kind].pk]) for table in (one, hidden) for name, kind in table.items()]
    lists = ("problems:list", "reports:list", "actions:list", "finding:problem-map", "finding:report-points")
    return [*addresses, *map(reverse, lists)]


@pytest.mark.parametrize("name", ["bruno", "claire"])
def test_the_bytes_are_those_that_the_partner_gets(world, name):
    organisation = {"bruno": world.cast.landlord, "claire": world.cast.town}[name]
    partner, viewer = sign_in(world.cast, name), enter(world, organisation)
    for address in pages(world):
        assert masked(viewer.get(address)) == masked(partner.get(address)), address


def test_the_population_reads_what_somebody_of_no_group_of_it_reads(world):
    Problem.objects.unsealed("test").filter(pk=world["problem"].pk).update(level=Level.POPULATION)
    # Dora sits elsewhere: she reads here what the population reads.
    viewer, dora = enter(world, None), sign_in(world.cast, "dora")
    address = reverse("problems:problem", args=[world["problem"].pk])
    shown = masked(viewer.get(address))
    assert shown[0] == 200
    assert shown == masked(dora.get(address))
    assert viewer.get(reverse("reports:report", args=[world["report"].pk])).status_code == 404


def test_nothing_above_the_partner_is_read_and_nothing_is_noted_in_its_name(world):
    viewer = enter(world, world.cast.landlord)
    entries, readings = Entry.objects.unsealed("test").count(), Consultation.objects.unsealed("test").count()
    for address in pages(world):
        text = viewer.get(address).text
        assert POLICE_WORD not in text
        assert SEALED_WORD not in text
    assert Entry.objects.unsealed("test").count() == entries
    assert Consultation.objects.unsealed("test").count() == readings


def test_what_is_restricted_and_read_so_is_noted_as_the_chief_s_own_reading(world):
    named = world.stage.problem(level=Level.NAMED, readers=[world.cast.landlord])
    viewer = enter(world, world.cast.landlord)
    assert viewer.get(reverse("problems:problem", args=[named.pk])).status_code == 200
    noted = Consultation.objects.unsealed("test").filter(subject_id=named.pk)
    assert {row.actor_id for row in noted} <= {world.cast.users["alice"].pk}


def test_it_is_read_only_and_says_so_on_every_page(world):
    viewer = enter(world, world.cast.landlord)
    problem = world["problem"]
    before = Problem.objects.unsealed("test").values().get(pk=problem.pk)
    answer = viewer.post(reverse("problems:move", args=[problem.pk]), {"move": "decline", "reason": "Non"})
    export = viewer.get(reverse("finding:problem-csv"))
    for response in (answer, export, viewer.get(reverse("problems:change", args=[problem.pk]))):
        assert response.status_code == 403
        assert "Cette page n’est pas dans la vue" in response.text
        assert "Vous voyez comme : Bléone Habitat." in response.text
    assert Problem.objects.unsealed("test").values().get(pk=problem.pk) == before


def test_one_click_gives_back_one_s_own_eyes_on_the_same_page(world):
    viewer = enter(world, world.cast.landlord)
    address = reverse("problems:problem", args=[world["police_problem"].pk])
    assert viewer.get(address).status_code == 404
    response = viewer.post(reverse("viewing:leave"), {"back": address})
    assert response.url == address
    assert POLICE_WORD in viewer.get(address).text


def test_only_organisations_of_one_s_own_groups_are_offered(world):
    client = sign_in(world.cast, "alice")
    other = Organisation.objects.get(name="Durance Logis")
    key = f"{world.cast.other_group.pk}:{other.pk}"
    assert client.post(reverse("viewing:choose"), {"whom": key}).status_code == 200
    assert "viewing" not in client.session


def test_who_leads_no_more_reads_with_its_own_eyes(world):
    viewer = enter(world, world.cast.landlord)
    Seat.objects.unsealed("test").filter(contact__user=world.cast.users["alice"]).update(role="officer")
    text = viewer.get(reverse("problems:list")).text
    assert "Vous voyez comme" not in text
    assert POLICE_WORD in text
