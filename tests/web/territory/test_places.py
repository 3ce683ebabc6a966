"""The screens of places and of addresses."""

import pytest
from django.urls import reverse

from palier.access.levels import Level
from palier.territory.models import Place, PlaceKind, Sector
from palier.territory.services import Position, create_place, load_addresses
from tests.cast import NOW
from tests.territory.test_load_addresses import OWN
from tests.web.territory.matrix import ground

HTMX = {"HX-Request": "true"}


@pytest.fixture
def alice(world, client_for):
    ground(world)
    return client_for("alice")


def sent(**changes):
    known = {"kind": "hall", "name": "Hall A", "address": "", "level": 10, "latitude": "44.1", "longitude": "6.05"}
    return known | changes


def post(client, world, **changes):
    return client.post(reverse("territory:place-create"), {**sent(**changes), "group": world.cast.group.pk})


def place(name):
    return Place.objects.unsealed("test").get(name=name)


def test_a_place_is_made_from_a_pin(alice, world):
    response = post(alice, world)
    assert response.status_code == 303
    assert place("Hall A").sector.code == "DIG-1"
    assert "Hall A" in alice.get(response["Location"]).content.decode()


def test_a_drawn_street_is_kept_as_a_line(alice, world):
    line = '{"type":"LineString","coordinates":[[6.02,44.1],[6.03,44.11]]}'
    assert post(alice, world, kind="rue", name="Rue basse", geometry=line).status_code == 303
    assert place("Rue basse").geometry["type"] == "LineString"


def test_on_a_boundary_the_screen_asks_and_takes_both(alice, world):
    response = post(alice, world, longitude="6.1001")
    assert response.status_code == 200
    assert "Aux deux" in response.content.decode()
    assert post(alice, world, longitude="6.1001", sector="both").status_code == 303
    assert place("Hall A").second_sector is not None


def test_without_a_pin_the_sector_is_asked_and_what_was_typed_is_kept(alice, world):
    response = post(alice, world, latitude="", longitude="", name="Derrière le gymnase")
    page = response.content.decode()
    assert "On ne sait pas où est ce lieu" in page
    assert "Derrière le gymnase" in page
    sector = Sector.objects.get(code="DIG-2")
    assert post(alice, world, latitude="", longitude="", sector=str(sector.pk)).status_code == 303
    assert place("Hall A").sector == sector


@pytest.mark.parametrize(
    "changes",
    [{"name": ""}, {"kind": "inconnu"}, {"latitude": "nord"}, {"geometry": "{"}, {"geometry": "[1]"}, {"level": 50}],
)
def test_bad_input_is_answered_on_the_form_and_writes_nothing(alice, world, changes):
    assert post(alice, world, **changes).status_code == 200
    assert not Place.objects.unsealed("test").filter(name="Hall A").exists()


def test_a_part_is_made_from_the_page_of_the_whole(alice, world):
    whole = ground(world)
    address = f"{reverse('territory:place-create')}?partie-de={whole.pk}"
    values = {**sent(latitude="", longitude="", name="Cave", kind="cave"), "group": world.cast.group.pk}
    assert alice.post(address, values).status_code == 303
    assert place("Cave").part_of == whole
    assert "Cave" in alice.get(reverse("territory:place", args=[whole.pk])).content.decode()


def test_changing_the_name_keeps_the_position(alice, world):
    whole = ground(world)
    address = reverse("territory:place-change", args=[whole.pk])
    values = sent(name="Hall Z", latitude=str(whole.latitude), longitude=str(whole.longitude))
    assert alice.post(address, values).status_code == 303
    assert place("Hall Z").geometry == whole.geometry


def test_a_police_place_is_in_no_list_search_layer_or_page_of_a_partner(world, client_for):
    ground(world)
    hidden = create_place(
        actor=world.cast.actor("alice"),
        group_id=world.cast.group.pk,
        kind=PlaceKind.objects.get(pk="cave"),
        name="Cave Zyxpolice",
        position=Position(44.1, 6.05),
        level=Level.POLICE,
        now=NOW,
    )
    addresses = [
        reverse("territory:places"),
        reverse("territory:places") + "?q=zyxpolice",
        reverse("territory:features", args=["lieux"]),
        reverse("territory:sector", args=[hidden.sector_id]),
        reverse("territory:commune", args=["04070"]),
    ]
    seen = {
        who: [b"Cave Zyxpolice" in client_for(who).get(address).content for address in addresses]
        for who in ("olivier", "bruno", "marc", "agathe")
    }
    assert seen["olivier"] == [True] * 5
    assert seen["bruno"] == seen["marc"] == seen["agathe"] == [False] * 5
    assert client_for("bruno").get(reverse("territory:place", args=[hidden.pk])).status_code == 404


def test_places_are_found_with_a_typing_error_and_htmx_gets_the_list_alone(alice):
    whole = alice.get(reverse("territory:places"), {"q": "hall tileuls"}).content.decode()
    part = alice.get(reverse("territory:places"), {"q": "hall tileuls"}, headers=HTMX).content.decode()
    assert "Hall B des Tilleuls" in part
    assert "<html" not in part
    assert part.strip() in whole


def test_addresses_come_as_one_types_with_their_attribution(alice, world, tmp_path):
    path = tmp_path / "a.csv"
    line = "04070,Digne-les-Bains,04000,12,,Boulevard Gassendi,44.092,6.235,numero,X\n"
    path.write_text(OWN + line, encoding="utf-8")
    load_addresses(actor=world.cast.actor("agathe"), path=path, now=NOW)
    page = alice.get(reverse("territory:addresses"), {"q": "12 bd gasendi"}, headers=HTMX).content.decode()
    assert "12 Boulevard Gassendi, 04000 Digne-les-Bains" in page
    assert "ODbL" in page
    assert "latitude=44.092000" in page
    found = alice.get(reverse("territory:place-create"), {"address": "12 Boulevard Gassendi", "latitude": "44.092"})
    assert 'value="12 Boulevard Gassendi"' in found.content.decode()


def test_the_list_opens_on_the_sectors_of_ones_groups_and_everything_is_one_choice_away(alice, world):
    _seat_in(world, "DIG-1")
    _place_at(world, "Zone du Nord", longitude=6.15)
    address = reverse("territory:places")
    assert "Zone du Nord" not in alice.get(address).content.decode()
    assert "Zone du Nord" in alice.get(address, {"sector": "tous"}).content.decode()
    chosen = str(Sector.objects.get(code="DIG-2").pk)
    assert "Zone du Nord" in alice.get(address, {"sector": chosen, "q": "zone"}).content.decode()
    assert "Hall B des Tilleuls" not in alice.get(address, {"sector": chosen}).content.decode()


def test_names_are_listed_whatever_their_case_and_accents(alice, world):
    for name in ("école du Nord", "Zone du Sud", "abri du lycée"):
        _place_at(world, name, longitude=6.05)
    page = alice.get(reverse("territory:places")).content.decode()
    places = [page.index(name) for name in ("abri du lycée", "école du Nord", "Hall B des Tilleuls", "Zone du Sud")]
    assert places == sorted(places)


def test_the_maps_open_on_the_sectors_of_ones_groups(alice, world):
    sector = _seat_in(world, "DIG-1")
    bounds = f'data-bounds="[{sector.west}, {sector.south}, {sector.east}, {sector.north}]"'
    for name in ("territory:places", "territory:place-create"):
        assert bounds in alice.get(reverse(name)).content.decode()


def _seat_in(world, code):
    sector = Sector.objects.get(code=code)
    world.cast.group.sectors.set([sector])
    return sector


def _place_at(world, name, *, longitude):
    return create_place(
        actor=world.cast.actor("alice"),
        group_id=world.cast.group.pk,
        kind=PlaceKind.objects.get(pk="hall"),
        name=name,
        position=Position(44.1, longitude),
        now=NOW,
    )
