"""The search page: what each reader finds, said safely, at a flat cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palier.access.levels import Level
from palier.cycle.discussion.services import write_remark
from palier.cycle.problems.services import write_diagnosis
from palier.search.rebuilding import catch_up
from tests.cast import NOW
from tests.world import GROUP_WORD, POLICE_WORD


def body(client, words: str) -> str:
    answer = client.get("/recherche/", {"q": words})
    assert answer.status_code == 200
    return answer.content.decode()


def test_kinds_are_told_with_their_count_and_the_word_marked(world, client_for):
    catch_up()
    shown = body(client_for("bruno"), "zyxgr")
    for title in ("Problématiques (1)", "Signalements (2)", "Actions (2)"):
        assert title in shown
    assert f"<mark>{GROUP_WORD}</mark>" in shown
    assert POLICE_WORD not in body(client_for("bruno"), "zyx")
    assert POLICE_WORD in body(client_for("olivier"), "zyx")


def test_places_and_messages_are_found(world, client_for):
    catch_up()
    alice = world.stage.actor("alice")
    write_remark(actor=alice, subject=world["problem"], text="Un baobab gêne", level=Level.POLICE, now=NOW)
    assert "Messages (1)" in body(client_for("alice"), "baobab")
    assert "Aucun résultat" in body(client_for("bruno"), "baobab")
    assert "Lieux (1)" in body(client_for("bruno"), "lilas")


def test_what_was_written_and_what_was_typed_are_escaped(world, client_for):
    world.stage.report(text="<b>Baobab</b> & <script>alert(1)</script>")
    shown = body(client_for("bruno"), "baobab <i>")
    assert "<i>" not in shown
    shown = body(client_for("bruno"), "baobab")
    assert "&lt;b&gt;<mark>Baobab</mark>&lt;/b&gt; &amp; &lt;script&gt;" in shown


def test_what_answers_by_its_place_shows_where_and_how_it_begins(world, client_for):
    report = world.stage.report(text="Porte bloquée par un meuble.")
    shown = body(client_for("bruno"), str(report.place).split()[0])
    assert "Porte bloquée par un meuble." in shown
    assert f"<mark>{str(report.place).split()[0]}</mark>" in shown
    hidden = world.stage.report("olivier", text="Une autre porte.", level=Level.POLICE)
    shown = body(client_for("olivier"), str(hidden.place).split()[0])
    assert hidden.number in shown
    assert "Une autre porte." not in shown


@pytest.mark.parametrize("typed", ["de la", "l’", "*", '"" ', "&|!"])
def test_words_that_say_nothing_are_told(world, client_for, typed):
    assert "Aucun mot à chercher" in body(client_for("bruno"), typed)


def test_words_that_are_not_looked_for_are_told(world, client_for):
    told = "Seuls les 12 premiers mots"
    typed = [f"mot{number}" for number in range(13)]
    assert told in body(client_for("bruno"), " ".join(typed))
    assert told not in body(client_for("bruno"), " ".join(typed[:12]))


def test_a_whole_reference_leads_straight_to_what_is_seen_alone(world, client_for):
    problem, hidden = world["problem"], world["police_problem"]
    for who, reference, awaited in (
        ("bruno", problem.reference.lower(), f"/problematiques/{problem.pk}/"),
        ("olivier", hidden.reference, f"/problematiques/{hidden.pk}/"),
        ("bruno", world["report"].number, f"/signalements/{world['report'].pk}/"),
    ):
        answer = client_for(who).get("/recherche/", {"q": reference})
        assert (answer.status_code, answer.headers.get("Location")) == (302, awaited)
    assert "Aucun résultat" in body(client_for("bruno"), hidden.reference)


TYPED = ['"', "*", "NEAR(", "' OR 1=1 --", "a" * 10_000, "é" * 400, "𝕳", "<", "%", "S-", "S-7K3Q-M0ZD"]


@pytest.mark.parametrize("typed", TYPED)
def test_whatever_is_typed_gets_a_page(world, client_for, typed):
    assert "Aucun" in body(client_for("bruno"), typed)


def test_a_nul_is_refused_as_on_every_page(world, client_for):
    assert client_for("bruno").get("/recherche/", {"q": "hall\0"}).status_code == 400


def test_nothing_typed_explains(world, client_for):
    assert "Que cherchez-vous" in body(client_for("bruno"), "  ")


def test_what_answers_in_its_heading_comes_first(world, client_for):
    stage = world.stage
    stage.problem(title="Baobab tombé")
    later = stage.problem(title="Plus tard, autre chose")
    write_diagnosis(actor=stage.actor("alice"), problem=later, where="Près du baobab", now=NOW.replace(year=2027))
    shown = body(client_for("bruno"), "baobab")
    assert shown.index("<mark>Baobab</mark> tombé") < shown.index("Plus tard, autre chose")


def test_ten_rows_cost_as_many_statements_as_two(world, client_for):
    client = client_for("bruno")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            body(client, "baobab")
        return len(asked)

    for _ in range(2):
        world.stage.report(text="Baobab")
        world.stage.problem(title="Baobab")
    cost()
    few = cost()
    for _ in range(8):
        world.stage.report(text="Baobab")
        world.stage.problem(title="Baobab")
    assert cost() <= few
