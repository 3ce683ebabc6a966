"""What finds what: the same on both engines, since the whole run is made on each."""

import pytest

from palier.access.levels import Level
from palier.cycle.catalogue.models import Category
from palier.cycle.problems.models import JudicialStatus, Problem
from palier.cycle.problems.services import set_judicial_status, write_diagnosis, write_sealed_note
from palier.cycle.reports.models import Report
from palier.search.asking import read
from palier.search.models import Line
from palier.search.queries import answering, question
from tests.cast import NOW

FOUND = [
    ("Rodéos sur le parking", "rodeo"),
    ("Rodéos sur le parking", "RODÉO"),
    ("Un rodéo dimanche", "rodéos"),
    ("Incivilités répétées", "incivilite"),
    ("L’entrée du bâtiment est forcée", "entree"),
    ("L'entrée du bâtiment est forcée", "l’entrée"),
    ("L’œuvre de la place est taguée", "oeuvre"),
    ("Les locaux sont dégradés", "local"),
    ("Deux chevaux errants", "cheval"),
    ("Appartement au rez-de-chaussée", "rdc"),
    ("Appartement au RDC", "rez de chaussée"),
    ("Deux roues motorisés dans le parc", "2rm"),
    ("Scooters dans le parc", "deux roues"),
    ("Trafic de stupéfiants", "stups"),
    ("Point de deal au pied de l’immeuble", "stup"),
    ("Avenue Foch, jets de pierre", "av. foch"),
    ("Bât. C, porte forcée", "bâtiment C"),
    ("Tapage jusqu’à deux heures", "bruit"),
    ("Musique et bruits la nuit", "tapage"),
    ("Cage d’escalier occupée", "CAGE"),
    ("Réunion du groupe de partenariat opérationnel", "GPO"),
    ("Travaux sans autorisation", "travail"),
    ("Cambriolages dans la rue", "cambri"),
    ("Cambriolages dans la rue", "cambriolage"),
    ("Occupation du hall", "occupatio"),
    ("Un hall occupé, des détritus", "déchets hall"),
    ("Porte du hall forcée", '"porte du hall"'),
    ("Porte du hall forcée", "« portes du hall »"),
]
NOT_FOUND = [
    ("Rodéos sur le parking", "rodéo trottoir"),
    ("Le hall a une porte", '"porte du hall"'),
    ("Cambriolages dans la rue", "cambri rue"),
    ("Musique dans le parc", "zz"),
]
HOSTILE = [
    *('"', "*", "NEAR(", "' OR 1=1 --", "a" * 10_000, "mot " * 3_000, "\0", "velo\0*", "{words}:x", "-velo", "_all"),
    *("_kreport", "^velo", "velo* OR", "&|!():*<->", "\\", "'; DROP TABLE search_line; --", "😀", "%", "le la les"),
]


@pytest.fixture
def stage(stage):
    stage.category = Category.objects.get(code="Z0")  # its label says nothing of what is looked for here
    return stage


def reports(stage, who: str, text: str) -> set:
    actor = stage.actor(who)
    return set(
        Report.objects.visible_to(actor)
        .filter(answering(actor, "report", question(text)))
        .values_list("text", flat=True)
    )


@pytest.mark.parametrize(("text", "asked"), FOUND)
def test_is_found(stage, text, asked):
    stage.report(text=text)
    stage.report(text="Rien de semblable ici.")
    assert reports(stage, "bruno", asked) == {text}


@pytest.mark.parametrize(("text", "asked"), NOT_FOUND)
def test_is_not_found(stage, text, asked):
    stage.report(text=text)
    assert reports(stage, "bruno", asked) == set()


def test_what_a_shorter_beginning_finds_is_not_looked_for_twice():
    assert [(way.token, way.begins) for way in read("digicode").wanted[0]] == [("digicod", True), ("_rdigicode", True)]
    assert [way.token for way in read("digicode ").wanted[0]] == ["digicod"]


@pytest.mark.parametrize("asked", HOSTILE)
def test_whatever_is_typed_is_only_words(stage, asked):
    stage.report(text="Un fait ordinaire.")
    assert reports(stage, "bruno", asked) == set()


def test_a_word_beside_signs_is_still_found(stage):
    stage.report(text="Porte du hall")
    for asked in ("hall*", '"hall', "hall)", "(hall", "hall\0", "+hall"):
        assert reports(stage, "bruno", asked) == {"Porte du hall"}


def test_nothing_typed_asks_for_nothing(stage):
    stage.report(text="Porte du hall")
    assert reports(stage, "bruno", "  ") == {"Porte du hall"}


def test_the_place_and_the_category_find_a_report(stage):
    stage.report(text="Dix personnes", category=Category.objects.get(code="A1"))
    assert reports(stage, "bruno", "rue des lilas") == {"Dix personnes"}
    assert reports(stage, "bruno", "occupation cage d'escalier") == {"Dix personnes"}


def test_a_category_reworded_is_found_by_its_new_words(stage):
    stage.report(text="Dix personnes")
    type(stage.category).objects.filter(pk=stage.category.pk).update(label="Halls encombrés par des baobabs")
    assert reports(stage, "bruno", "baobab") == {"Dix personnes"}


def test_a_stricter_row_is_found_by_its_readers_alone(stage):
    stage.report("olivier", text="Fait réservé", level=Level.POLICE)
    assert reports(stage, "olivier", "réservé") == {"Fait réservé"}
    assert reports(stage, "bruno", "réservé") == set()


def test_the_judicial_follow_up_is_found_by_the_police_alone(stage):
    problem = stage.problem()
    set_judicial_status(actor=stage.actor("alice"), problem=problem, status=JudicialStatus.Status.PROSECUTOR, now=NOW)
    for who, awaited in (("alice", {problem.pk}), ("bruno", set())):
        actor = stage.actor(who)
        for asked in ("parquet", "hall parquet"):
            rows = Problem.objects.visible_to(actor).filter(answering(actor, "problem", question(asked)))
            assert set(rows.values_list("pk", flat=True)) == awaited, (who, asked)


def test_what_is_written_later_is_found_at_once(stage):
    problem = stage.problem()
    write_diagnosis(actor=stage.actor("alice"), problem=problem, where="Un recoin sans lampadaire", now=NOW)
    actor = stage.actor("bruno")
    assert Problem.objects.visible_to(actor).filter(answering(actor, "problem", question("éclairage"))).get() == problem


def test_nothing_of_the_drawer_is_in_the_index(stage):
    problem = stage.problem()
    stage.open_drawer(problem, "alice")
    before = list(Line.objects.unsealed("test").order_by("pk").values())
    write_sealed_note(actor=stage.actor("alice"), problem=problem, text="Opération Zyxscelle", now=NOW)
    assert list(Line.objects.unsealed("test").order_by("pk").values()) == before
