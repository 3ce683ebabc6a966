"""Behind a link: what is shown, what opening changes, what each answer writes, whoever is signed in."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palier.attachments.models import Attachment
from palier.cycle.actions.models import Action
from palier.cycle.slips.models import Slip, SlipUse
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel import clock
from tests.attachments.samples import photo
from tests.cycle.slips.sending import irene, sent
from tests.world import GROUP_WORD, POLICE_WORD, SEALED_WORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(world):
    """The address of the promises of Irène's organisation, and the slip behind it."""
    slip, token = sent(world.stage, world["action"], now=clock.now())
    return reverse("slips:promises", kwargs={"token": token}), slip


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def address(link, action, answer):
    return f"{link}{action.pk}/?reponse={answer}"


def reply(link, action, answer, client=None, **values):
    return (client or Client()).post(f"{link}{action.pk}/", {"reponse": answer, **values})


def read(action):
    return Action.objects.unsealed("test").get(pk=action.pk)


def test_the_page_shows_the_promise_and_nothing_else_of_the_group(world, link):
    text = Client().get(link[0]).content.decode()
    assert f"Réparer la porte {GROUP_WORD}" in text
    assert world["problem"].title in text
    assert "Poser un digicode" not in text, "a promise that was not sent"
    assert not any(word in text for word in (POLICE_WORD, SEALED_WORD, "Bruno", "Historique", "Discussion"))


def test_whoever_is_signed_in_reads_the_same_page(link, client_for):
    masked = [
        re.sub(rb'value="[^"]+"', b"", client_for(name).get(link[0]).content) for name in ("anonymous", "alice", "dora")
    ]
    assert masked[0] == masked[1] == masked[2]


def test_opening_is_told_once_a_minute_and_changes_nothing_else(world, link):
    """A mail filter opens every link it finds, again and again."""
    page = Client().get(link[0]).content.decode()
    links = {link[0], *(found.replace("&amp;", "&") for found in re.findall(rf'href="({link[0]}[^"]*)"', page))}
    assert len(links) == 3, "the page, « J’accepte », « Je décline »"
    before = (read(world["action"]), Entry.objects.unsealed("test").count())
    for one in links:
        for method in ("get", "head", "options", "put", "delete"):
            answer = getattr(Client(), method)(one)
            assert answer.status_code == (200 if method in ("get", "head") else 405)
    after = read(world["action"])
    assert (after.state, after.version, Entry.objects.unsealed("test").count()) == (
        before[0].state, before[0].version, before[1],
    )  # fmt: skip
    assert list(SlipUse.objects.unsealed("test").values_list("what", flat=True)) == ["opened"]


def test_what_is_behind_a_link_is_neither_stored_nor_told_nor_indexed(link):
    for where in (link[0], "/promesses/faux/"):
        answer = Client().get(where)
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]


def test_dead_forged_and_revoked_links_answer_alike(world, link):
    where, slip = link
    action = world["action"]
    pages = [Client().get("/promesses/faux/"), Client().get(f"/promesses/a:b/{action.pk}/?reponse=accept")]
    Slip.objects.unsealed("test").filter(pk=slip.pk).update(revoked_at=clock.now(), ending="revoked")
    pages += [Client().get(where), Client().get(address(where, action, "accept")), reply(where, action, "accept")]
    assert {page.status_code for page in pages} == {410}
    assert len({page.content for page in pages}) == 1
    assert "demandez un nouveau lien" in pages[0].content.decode()
    assert read(action).state == "proposed"


def test_the_word_is_given_first_then_what_became_of_it(world, link):
    where, action = link[0], world["action"]
    answered = reply(where, action, "accept")
    assert answered.status_code == 303
    text = Client().get(where).content.decode()
    assert all(label in text for label in ("C’est fait", "Pas encore", "Je ne peux pas"))
    assert "J’accepte" not in text
    confirmed = Client().get(answered["Location"]).content.decode()
    assert "Votre réponse est enregistrée" in confirmed
    assert "Vous pouvez changer cette réponse" in confirmed


def test_a_confirmation_is_that_of_a_true_answer(world, link):
    where, action, saved = link[0], world["action"], "Votre réponse est enregistrée"
    forged = signing.dumps([link[1].pk.hex, action.pk.hex, action.version], salt="something else")
    for typed in (action.pk, forged, "x", ""):
        assert saved not in Client().get(f"{where}?repondu={typed}").content.decode()
    answered = reply(where, action, "accept")
    assert saved in Client().get(answered["Location"]).content.decode()
    other = sent(world.stage, action, contact=irene(world.stage, name="Paul", email="p@example.org"), now=clock.now())
    elsewhere = reverse("slips:promises", kwargs={"token": other[1]}) + "?" + answered["Location"].partition("?")[2]
    assert saved not in Client().get(elsewhere).content.decode(), "the receipt of another link"
    reply(where, action, "block", reason="Pièce en commande")
    assert saved not in Client().get(answered["Location"]).content.decode(), "that answer is no longer the last"


def test_a_word_is_changed_by_the_same_link_and_the_page_says_so(world, link):
    where, action = link[0], world["action"]
    reply(where, action, "decline", reason="Hors de notre parc")
    assert "Changer ma réponse" in Client().get(where).content.decode()
    assert "de nouveau accepter ou décliner" in Client().get(address(where, action, "take_back")).content.decode()
    reply(where, action, "take_back")
    reply(where, action, "accept")
    assert read(action).state == "accepted"
    Action.objects.unsealed("test").filter(pk=action.pk).update(version=read(action).version + 1)
    assert "Changer ma réponse" not in Client().get(where).content.decode(), "somebody acted on it"


def test_done_comes_with_a_note_and_photographs_without_their_place(world, link):
    where, action = link[0], world["action"]
    reply(where, action, "accept")
    taken = SimpleUploadedFile("porte.jpg", photo(), content_type="image/jpeg")
    assert reply(where, action, "complete", observation="Porte réparée.", ticket="T-12", files=taken).status_code == 303
    done = read(action)
    assert (done.state, done.observation, done.ticket) == ("done", "Porte réparée.", "T-12")
    kept = Attachment.objects.unsealed("test").get(subject_id=action.pk)
    assert (kept.subject_type, kept.uploaded_by) == ("action", None)
    uses = SlipUse.objects.unsealed("test").order_by("at").values_list("what", flat=True)
    assert list(uses) == ["accept", "complete"]


def test_a_file_that_is_refused_answers_nothing_and_keeps_what_was_typed(world, link):
    where, action = link[0], world["action"]
    reply(where, action, "accept")
    bad = SimpleUploadedFile("porte.exe", b"MZ\x00", content_type="image/jpeg")
    answer = reply(where, action, "complete", observation="Porte réparée.", files=bad)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Porte réparée." in text
    assert "choisissez-les de nouveau" in text
    assert read(action).state == "accepted"
    assert not Attachment.objects.unsealed("test").exists()


def test_a_person_named_is_shown_before_it_is_kept_and_a_reason_is_recorded(world, link):
    where, action = link[0], world["action"]
    answer = reply(where, action, "decline", reason="Demandez à M. Durand, 06 12 34 56 78")
    assert "semble désigner une personne" in answer.content.decode()
    assert read(action).state == "proposed"
    seal = re.search(r'name="reason-seal" value="([^"]+)"', answer.content.decode())[1]
    kept = {"reason-maintained": "1", "reason-seal": seal, "reason-reason": "duty"}
    reply(where, action, "decline", reason="Demandez à M. Durand, 06 12 34 56 78", **kept)
    assert read(action).state == "declined"
    entry = Entry.objects.unsealed("test").get(event=Event.TEXT_JUSTIFY)
    assert (entry.subject_id, entry.actor_id) == (action.pk, None)


def test_not_yet_asks_for_a_later_date_and_why(world, link):
    where, action = link[0], world["action"]
    reply(where, action, "accept")
    early = f"{action.due:%d/%m/%Y}"
    assert "Indiquez un jour à venir" in reply(where, action, "postpone", due=early, reason="Devis").content.decode()
    later = max(action.due, clock.today()) + timedelta(days=20)
    reply(where, action, "postpone", due=f"{later:%d/%m/%Y}", reason="Devis")
    moved = read(action)
    assert (moved.due, moved.first_due, moved.postponements) == (later, action.due, 1)
    assert "Première échéance" in Client().get(where).content.decode()


def test_another_promise_is_not_answered_through_the_link(world, link):
    other = world.stage.action(world["problem"], title="Poser une lampe")
    theirs = world.stage.action(world["problem"], organisation=world.cast.town)
    for action in (other, theirs, world["police_action"]):
        assert Client().get(address(link[0], action, "accept")).status_code == 404
        assert reply(link[0], action, "accept").status_code == 404
        assert read(action).state == "proposed"


@pytest.mark.parametrize("name", ["bruno", "alice", "dora"])
def test_a_session_signed_in_as_somebody_else_answers_as_the_link(world, link, client_for, name):
    reply(link[0], world["action"], "accept", client=client_for(name))
    entry = Entry.objects.unsealed("test").filter(event=Event.ACTION_MOVE).latest("seq")
    assert (entry.actor_id, entry.detail.actor_label) == (None, "Irène, Bléone Habitat (par lien)")


def test_a_view_under_way_as_somebody_else_closes_no_link(world, link, client_for):
    alice = client_for("alice")
    whom = f"{world.cast.group.pk}:{world.cast.town.pk}"
    alice.post(reverse("viewing:choose"), {"whom": whom, "back": "/"})
    assert alice.get(reverse("slips:list")).status_code == 403, "a view is under way"
    assert alice.get(link[0]).status_code == 200
    assert reply(link[0], world["action"], "accept", client=alice).status_code == 303


def test_an_answer_that_is_no_longer_possible_leads_back_to_the_list(world, link):
    reply(link[0], world["action"], "accept")
    again = reply(link[0], world["action"], "accept")
    assert (again.status_code, again["Location"]) == (303, link[0])
    lost = reply(link[0], world["action"], "decline", reason="Hors de notre parc")
    assert lost.status_code == 409
    assert "Hors de notre parc" in lost.content.decode(), "what was typed is given back"
    assert read(world["action"]).state == "accepted"


def test_the_link_alone_answers_whatever_the_browser_keeps_or_tells(world, link):
    """Without a cookie, and with the « Origin: null » that « no-referrer » makes of a form; not from another site."""
    strict = Client(enforce_csrf_checks=True)
    for elsewhere in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://ailleurs.example"}):
        refused = strict.post(f"{link[0]}{world['action'].pk}/", {"reponse": "accept"}, headers=elsewhere)
        assert (refused.status_code, refused["Referrer-Policy"]) == (403, "no-referrer")
        assert "autre site" in refused.content.decode()
        assert read(world["action"]).state == "proposed"
    own = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
    answered = strict.post(f"{link[0]}{world['action'].pk}/", {"reponse": "accept"}, headers=own)
    assert (answered.status_code, read(world["action"]).state) == (303, "accepted")


def test_ten_promises_cost_as_many_queries_as_two(world):
    def cost(number):
        made = [world.stage.action(world["problem"], title=f"Promesse {rank}") for rank in range(number)]
        contact = irene(world.stage, name=f"Paul {number}", email=f"paul{number}@example.org")
        _, token = sent(world.stage, *made, contact=contact, now=clock.now())
        where = reverse("slips:promises", kwargs={"token": token})
        Client().get(where)
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(where).status_code == 200
        return len(queries)

    assert cost(2) == cost(10)
