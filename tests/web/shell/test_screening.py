"""A text about a person is shown before it is kept, reworded in one press, or maintained with a reason."""

import pytest
from django.db import transaction
from django.http import QueryDict

from palier.access.levels import Level
from palier.cycle.problems.models import Problem
from palier.journal.events import Event
from palier.journal.models import Detail, Entry
from palier.kernel.errors import Refused
from palier.web.shell.fields import FactsField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import REWORDED, WHY, ScreenedTextField
from tests.cast import NOW

NAMED = "M. Dupont bloque la porte du hall B."


class NoteForm(PalierForm):
    title = ScreenedTextField(label="Intitulé", max_length=60)
    facts = FactsField(label="Faits", required=False)


def sent(prefix: str = "", **values: str) -> NoteForm:
    data = QueryDict(mutable=True)
    for name, value in {"title": "Porte forcée", **values}.items():
        data[name] = value
    return NoteForm(data, prefix=prefix or None)


def seal_of(form: NoteForm, name: str = "facts") -> str:
    assert not form.is_valid()
    return form.notices[name].seal


def maintained(**values: str) -> NoteForm:
    typed = {"facts": NAMED, **values}
    seal = seal_of(sent(facts=NAMED))
    return sent(**{"facts-maintained": "1", "facts-seal": seal, "facts-reason": "nobody", **typed})


def test_a_text_without_a_person_is_kept_at_once():
    form = sent(facts="Regroupements rue Jean-Moulin, hall B, ligne 12.")
    assert form.is_valid()
    assert not form.notices
    assert not form.justifications


def test_the_passages_are_shown_and_what_was_typed_is_kept():
    form = sent(facts=NAMED)
    assert not form.is_valid()
    assert "nom ou prénom" in form.errors["facts"][0]
    html = str(form)
    assert "<mark>Dupont</mark>" in html
    assert "Un résident bloque la porte du hall B." in html
    assert NAMED in html
    assert 'name="reword" value="facts"' in html
    assert "Je maintiens ce texte" in html


def test_each_text_has_its_own_notice():
    form = sent(title="Chez Kevin, appt 12", facts=NAMED)
    assert not form.is_valid()
    assert set(form.notices) == {"title", "facts"}


def test_the_rewording_is_put_in_the_box_and_read_before_it_is_kept():
    form = sent(facts=NAMED, reword="facts")
    assert form.errors == {"facts": [REWORDED]}
    assert form["facts"].value() == "Un résident bloque la porte du hall B."
    assert not form.notices
    again = sent(facts=form["facts"].value())
    assert again.is_valid()


def test_the_form_of_a_prefix_rewords_its_own_box():
    form = sent("note", **{"note-title": "Porte", "note-facts": NAMED, "reword": "note-facts"})
    assert not form.is_valid()
    assert form["facts"].value().startswith("Un résident")


def test_a_maintained_text_passes_with_its_reason():
    form = maintained()
    assert form.is_valid()
    (one,) = form.justifications
    assert (one.field, one.kinds, one.reason) == ("facts", ("person",), "nobody")


@pytest.mark.parametrize("reason", ["", "parce que"])
def test_a_text_is_not_maintained_without_a_reason_of_the_list(reason):
    form = maintained(**{"facts-reason": reason})
    assert form.errors == {"facts": [WHY]}
    assert "checked" in str(form)


def test_what_was_maintained_covers_no_other_passage():
    form = maintained(facts=f"{NAMED} Mme Roux aussi.")
    assert not form.is_valid()
    assert [span.of(form.notices["facts"].text) for span in form.notices["facts"].spans] == ["Dupont", "Roux"]
    assert "checked" not in str(form)


def test_words_around_may_change_once_the_passages_are_maintained():
    assert maintained(facts=f"{NAMED} Depuis mars.").is_valid()


def test_a_text_left_as_it_was_is_not_asked_again():
    assert NoteForm({"title": "Porte", "facts": NAMED}, initial={"facts": NAMED}).is_valid()


def test_enter_in_a_box_saves_rather_than_rewords():
    html = str(sent(facts=NAMED))
    assert html.index('<button type="submit" hidden') < html.index('name="reword"')


def entries() -> list[Entry]:
    return list(Entry.objects.unsealed("test").filter(event=Event.TEXT_JUSTIFY))


def test_the_justification_is_in_the_journal_with_ids_and_kinds_only(stage):
    problem = stage.problem(level=Level.POLICE)
    form = maintained()
    form.is_valid()
    assert form.carry_out(lambda **values: problem, actor=stage.actor("alice"), now=NOW) == problem
    (entry,) = entries()
    detail = Detail.objects.unsealed("test").get(entry=entry)
    assert (entry.subject_type, entry.subject_id, entry.level) == ("problem", problem.pk, Level.POLICE)
    assert (entry.group_id, entry.at) == (problem.group_id, NOW)
    assert detail.payload == {"field": "facts", "kinds": ["person"], "reason": "nobody"}
    assert "Dupont" not in f"{detail.subject_label} {detail.payload}"


def test_nothing_is_written_when_the_service_refuses(stage):
    def service(**values):
        stage.problem(title="Écrit puis refusé")
        raise Refused("Non.")

    form = maintained()
    form.is_valid()
    assert form.carry_out(service, actor=stage.actor("alice"), now=NOW) is None
    assert form.errors["__all__"] == ["Non."]
    assert entries() == []
    assert not Problem.objects.unsealed("test").filter(title="Écrit puis refusé").exists()


def test_the_entry_is_written_in_the_same_transaction_as_the_text(stage):
    seen = []

    def service(**values):
        seen.append(transaction.get_connection().in_atomic_block)
        return stage.place

    form = maintained()
    form.is_valid()
    assert form.carry_out(service, actor=stage.actor("alice"), now=NOW) == stage.place
    (entry,) = entries()
    assert seen == [True]
    assert (entry.subject_type, entry.subject_id) == ("place", stage.place.pk)
