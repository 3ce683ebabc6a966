"""Around the drawer: readers named with a reason, a date moved under words that say nothing."""

from datetime import timedelta

from django.urls import reverse

from palier.cycle.actions.models import Postponement
from palier.cycle.relations.services import accept_handover, propose_handover
from palier.kernel import clock
from palier.partners.models import DrawerGrant
from tests.cast import NOW
from tests.cycle.stage import SOON
from tests.web.conftest import sign_in
from tests.web.drawers.matrix import operate
from tests.web.matrix import Route
from tests.web.reading import noticed
from tests.world import SEALED_WORD


def test_the_chief_names_a_reader_and_strikes_him_off(world, client_for):
    alice, key = client_for("alice"), [world["problem"].pk]
    drawer, readers = reverse("problems:drawer", args=key), reverse("drawers:readers", args=key)
    olivier = world.cast.users["olivier"]
    refused = alice.post(readers, {"user": olivier.pk, "reason": ""}).content.decode()
    assert "Motif" in refused
    assert client_for("olivier").get(drawer).status_code == 404
    assert alice.post(readers, {"user": olivier.pk, "reason": "Conduit l’opération."}).status_code == 303
    assert SEALED_WORD in client_for("olivier").get(drawer).content.decode()
    assert "Conduit l’opération." in alice.get(readers).content.decode()
    grant = DrawerGrant.objects.get(user=olivier)
    close = reverse("drawers:close", args=[*key, grant.pk])
    assert alice.post(close, {"reason": "Opération terminée."}).status_code == 303
    assert client_for("olivier").get(drawer).status_code == 404
    assert "Opération terminée." in alice.get(readers).content.decode()


def test_after_a_hand_over_each_group_keeps_its_own_register(world, client_for):
    stage, other = world.stage, world.cast.other_group
    problem = stage.problem()
    stage.open_drawer(problem, "alice")
    content = {"group": other, "reason": "Déplacé.", "keeps_reading": True}
    handover = propose_handover(actor=stage.actor("alice"), problem=problem, now=NOW, **content)
    accept_handover(actor=stage.actor("marc"), handover=handover, now=NOW)
    readers = reverse("drawers:readers", args=[problem.pk])
    marc, alice = client_for("marc"), client_for("alice")
    assert "Alice" not in marc.get(readers).content.decode().split("<main", 1)[1].split("<form", 1)[0]
    named = {"user": world.cast.users["marc"].pk, "reason": "Reprise du dossier."}
    assert marc.post(readers, named).status_code == 303
    seen = alice.get(readers).content.decode()
    assert "Reprise du dossier." not in seen
    assert "Marc" not in seen
    own, his = (DrawerGrant.objects.get(drawer=problem.pk, user=world.cast.users[name]) for name in ("alice", "marc"))
    assert alice.get(reverse("drawers:close", args=[problem.pk, his.pk])).status_code == 404
    close = reverse("drawers:close", args=[problem.pk, own.pk])
    assert close in seen
    assert marc.get(close).status_code == 404
    assert alice.post(close, {"reason": "Passé la main."}).status_code == 303
    assert alice.get(readers).status_code == 404


def test_the_named_chief_alone_is_warned_and_moves_the_date_without_a_word(world, client_for):
    action, home = operate(world), reverse("home:home")
    clear = clock.today() + timedelta(days=12)
    problem = reverse("problems:problem", args=[world["problem"].pk])
    warning = "tombe près d’une opération"
    for name in ("alain", "olivier", "bruno"):
        assert warning not in client_for(name).get(home).content.decode()
        assert warning not in client_for(name).get(problem).content.decode()
    alice = client_for("alice")
    assert warning in alice.get(home).content.decode()
    assert warning in alice.get(problem).content.decode()
    address = reverse("drawers:move-date", args=[action.pk])
    page = alice.get(address)
    assert page["Cache-Control"] == "no-store"
    assert f"{clear:%d/%m/%Y}" in page.content.decode()
    data = {"due": clear.isoformat(), "reason": "Organisation du service"}
    assert alice.post(address, {**data, "reason": "Opération de police"}).status_code == 200
    assert alice.post(address, data).status_code == 303
    moved = Postponement.objects.unsealed("test").get(action=action)
    assert moved.reason == "Organisation du service"
    seen = client_for("bruno").get(reverse("actions:action", args=[action.pk])).content.decode()
    assert "Organisation du service" in seen
    assert warning not in seen
    assert SEALED_WORD not in seen
    assert alice.get(address).status_code == 404


def test_once_done_the_drawer_says_no_day_any_more(world, client_for):
    alice, key = client_for("alice"), world["problem"].pk
    drawer = reverse("problems:drawer", args=[key])
    day = f"{SOON:%d/%m/%Y}"
    assert day in alice.get(drawer).content.decode()
    for note in world["problem"].sealed_notes.unsealed("test").all():
        assert alice.post(reverse("drawers:end", args=[key, note.pk])).status_code == 303
    page = alice.get(drawer).content.decode()
    assert day not in page
    assert SEALED_WORD in page


def test_the_operation_changes_neither_a_byte_nor_a_query_for_the_others(world):
    action = world.stage.action(world["problem"], due=clock.today() + timedelta(days=10))
    clients = {name: sign_in(world.cast, name) for name in ("alain", "olivier", "bruno", "dora")}
    problem = [world["problem"].pk]
    pages = [
        reverse("home:home"),
        reverse("problems:problem", args=problem),
        reverse("problems:list"),
        reverse("actions:action", args=[action.pk]),
        reverse("drawers:move-date", args=[action.pk]),
        reverse("drawers:readers", args=problem),
    ]

    def snapshot():
        return {(name, url): noticed(client, url, Route({})) for name, client in clients.items() for url in pages}

    snapshot()
    before = snapshot()
    operate(world, action)
    assert snapshot() == before
    assert "tombe près" in sign_in(world.cast, "alice").get(pages[0]).content.decode()
