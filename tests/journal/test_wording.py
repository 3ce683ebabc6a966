"""Every event has its French words."""

import re
from pathlib import Path

from palier.journal import wording
from palier.journal.events import Event
from palier.journal.wording import KINDS, PREDICATES, SCOPES, kind_label, name_states, predicate


def test_every_event_has_a_predicate_and_no_predicate_is_left_over():
    assert set(PREDICATES) == set(Event)


def test_predicates_follow_a_name_and_close_with_the_sentence():
    for text in PREDICATES.values():
        assert text.split()[0] in {"a", "s’est", "n’a"}, text
        assert not text.endswith("."), text
        assert "'" not in text, text


def test_a_move_says_from_which_state_to_which_when_their_names_are_given(monkeypatch):
    monkeypatch.setattr(wording, "_states", {})
    payload = {"move": "close", "from": "treated", "to": "closed"}
    assert predicate("problem:problem:move", "problem", payload) == "a fait avancer la problématique"
    name_states("problem", [("treated", "Traitée"), ("closed", "Clôturée")])
    assert predicate("problem:problem:move", "problem", payload).endswith(": de « Traitée » à « Clôturée »")
    assert predicate("problem:problem:move", "problem", None) == "a fait avancer la problématique"


def test_a_wait_says_until_when_as_long_as_its_words_are_kept():
    held = predicate("action:action:hold", "action", {"until": "2026-12-04"})
    assert held == "a mis l’action en attente jusqu’au 04/12/2026"
    assert predicate("action:action:hold", "action", None) == "a mis l’action en attente"


def test_an_unknown_kind_shows_its_own_name():
    assert kind_label("problem") == "Problématique"
    assert kind_label("widget") == "Widget"


def test_every_kind_that_a_service_names_has_its_french_name():
    source = Path(wording.__file__).parents[1]
    named = {kind for file in source.rglob("*.py") for kind in re.findall(r'Subject\(\s*"(\w+)"', file.read_text())}
    assert named
    assert named <= set(KINDS)


def test_every_scope_can_be_chosen_in_the_audit():
    assert {event.split(":")[0] for event in Event} == set(SCOPES)
