"""The screens of the discussion: the readers above the box, correcting, withdrawing, what is screened."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palier.access.levels import Level
from palier.cycle.discussion.models import Remark
from palier.cycle.discussion.services import write_remark
from palier.kernel import clock
from tests.web.discussion.matrix import written


def test_a_partner_writes_to_named_organisations_and_corrects(world, client_for):
    bruno, address = client_for("bruno"), reverse("discussion:problem", args=[world["problem"].pk])
    page = bruno.get(address).content.decode()
    assert "Lu par : Bléone Habitat (1), Commissariat de Digne (3), Ville de Digne (1). 5 personnes." in page
    data = {"level": Level.NAMED, "readers": [world.cast.town.pk], "text": "Le digicode est commandé."}
    assert bruno.post(address, data).status_code == 303
    assert "Le digicode est commandé." in client_for("claire").get(address).content.decode()
    key = [Remark.objects.unsealed("test").get().pk]
    assert bruno.post(reverse("discussion:correct", args=key), {"text": "Il est posé."}).status_code == 303
    assert "Il est posé." in client_for("olivier").get(address).content.decode()
    assert bruno.post(reverse("discussion:withdraw", args=key)).status_code == 303
    page = client_for("claire").get(address).content.decode()
    assert "Message retiré" in page
    assert "Il est posé." not in page


def test_a_message_that_names_somebody_is_shown_before_it_is_kept(world, client_for):
    address = reverse("discussion:action", args=[world["action"].pk])
    data = {"level": Level.GROUP, "text": "Monsieur Jean Durand bloque la porte, 06 12 34 56 78."}
    answer = client_for("bruno").post(address, data)
    assert answer.status_code == 200
    assert "désigner une personne" in answer.content.decode()
    assert not Remark.objects.unsealed("test").exists()


def test_what_the_police_say_is_neither_read_nor_counted_by_a_partner(world, client_for):
    bruno = client_for("bruno")
    pages = [reverse("problems:problem", args=[world["problem"].pk])]
    pages.append(reverse("discussion:problem", args=[world["problem"].pk]))
    written(world, text="Le gardien passe.", level=Level.GROUP)
    before = [_without_tokens(bruno.get(url)) for url in pages]
    written(world)
    assert [_without_tokens(bruno.get(url)) for url in pages] == before


def test_ten_messages_cost_as_many_queries_as_two(world, client_for):
    address = reverse("discussion:problem", args=[world["problem"].pk])
    alice, bruno = client_for("alice"), world.stage.actor("bruno")

    def say(times):
        for number in range(times):
            values = {"level": Level.NAMED, "readers": [world.cast.town], "text": f"Message {number}"}
            write_remark(actor=bruno, subject=world["problem"], now=clock.now(), **values)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert alice.get(address).status_code == 200
        return len(queries)

    say(2)
    cost()
    before = cost()
    say(8)
    assert cost() == before


def _without_tokens(response):
    return [line for line in response.content.decode().splitlines() if "csrf" not in line.lower()]
