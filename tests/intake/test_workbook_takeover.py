"""A workbook written: stated states, twice is once, corrected is completed, ties, meetings, columns, given back."""

import io
from datetime import date

import pytest

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.meetings.models import Attendance, Meeting
from palier.cycle.problems.models import Diagnosis, JudicialStatus, Problem
from palier.cycle.relations.models import Tie
from palier.documents.editions import PARTNERS
from palier.documents.minutes import minutes_of
from palier.documents.sheets.cells import Sheet
from palier.documents.sheets.excel import write_xlsx
from palier.intake.columns import check_columns, columns_of, forget_columns, remember_columns, remembered_columns
from palier.intake.giving_back import own_columns_table
from palier.intake.headings import REASON
from palier.intake.models import RememberedColumns, TakenLine
from palier.intake.preview import Status, preview_lines
from palier.intake.rejects import rejects_tables
from palier.intake.takeover import taken_records
from palier.intake.words import fold
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused
from palier.screening import REMOVED
from tests.cast import NOW, TODAY
from tests.intake.workbooks import DAY, HALL, HEADINGS, RODEO, book, line

COUNTED = (Problem, Action, Diagnosis, Tie, Meeting, Attendance, TakenLine, Entry)


def rows(model):
    return model.objects.unsealed("test")


def counts():
    return [rows(model).count() for model in COUNTED]


@pytest.fixture
def suivi():
    return book(("SUIVI", [HEADINGS, HALL, RODEO]))


def test_problems_enter_in_their_stated_state_with_their_actions(desk, suivi):
    done = desk.take(desk.open(suivi))
    assert (done.problems, done.actions, done.already_there) == (2, 3, 0)
    hall, rodeo = rows(Problem).order_by("created_at")
    assert (hall.title, hall.state, hall.origin) == ("Hall occupé, 12 rue des Lilas", "in_progress", "import")
    assert (rodeo.state, rodeo.closed_on, rodeo.lead_organisation) == ("resolved", date(2025, 6, 10), desk.cast.police)
    assert (hall.created_at.date(), rodeo.created_at.date()) == (DAY, date(2025, 3, 11))
    told = rows(Diagnosis).get(problem=hall).facts
    assert told == "tous les soirs\n\nSuivi repris du tableau :\n01/04 : devis reçu"
    action = rows(Action).get(problem=hall)
    assert (action.title, action.state, action.due) == ("réparer la porte", "accepted", date(2025, 4, 30))
    assert set(rows(Action).filter(problem=rodeo).values_list("state", flat=True)) == {"done"}


def test_the_same_workbook_twice_changes_nothing(desk, suivi):
    desk.take(desk.open(suivi))
    before = counts()
    again = desk.take(desk.open(suivi))
    assert again.is_nothing
    assert again.already_there == 2
    assert counts() == before
    tracker = desk.open(suivi)
    assert taken_records(desk.cast.group, tracker) == {("SUIVI", 2), ("SUIVI", 3)}
    assert all(one.already_there for one in preview_lines(tracker, taken_records(desk.cast.group, tracker)))


@pytest.mark.parametrize(
    ("column", "value"),
    [(0, 77), (1, date(2025, 3, 5)), (3, "14 rue des Lilas"), (4, "Hall squatté"), (5, "chaque soir depuis l'hiver")],
)
def test_one_cell_corrected_is_the_same_line(desk, suivi, column, value):
    desk.take(desk.open(suivi))
    corrected = list(HALL)
    corrected[column] = value
    done = desk.take(desk.open(book(("SUIVI", [HEADINGS, RODEO, corrected]))))
    assert done.problems == 0
    assert rows(Problem).count() == 2


def test_a_file_gone_further_only_adds_what_is_new(desk, suivi):
    desk.take(desk.open(suivi))
    hall = list(HALL)
    hall[6] = "Bailleur : réparer la porte pour le 30/04\nPM : passages le soir"
    hall[9] = "clos"
    other = line(3, date(2025, 5, 6), "square Pasteur", "Alcool", what="PM : passages")
    done = desk.take(desk.open(book(("SUIVI", [HEADINGS, hall, RODEO, other]))))
    assert (done.problems, done.actions, done.already_there) == (1, 2, 2)
    # What lives here moves by its own steps: the file does not close it.
    assert rows(Problem).get(title__startswith="Hall").state == "in_progress"


def test_two_lines_of_the_same_number_and_day_are_two_problems(desk):
    one = line(34, DAY, "rue A", "Tags", facts="façade du marché couvert, côté nord")
    other = line(34, DAY, "rue B", "Vol de câbles", facts="quatre-vingts mètres de cuivre coupés")
    content = book(("S", [HEADINGS, one, other]))
    assert desk.take(desk.open(content)).problems == 2
    assert desk.take(desk.open(content)).is_nothing


def test_persons_and_inquiries_are_not_written_but_leave_their_mark(desk):
    hall = line(
        1, DAY, "12 rue A, appt 14", "Bruit de M. Jean Valjean", facts="appeler le 06 39 98 11 22",
        what="PM : voir AB-123-CD", state="en cours",
        notes="01/04 : garde à vue de l'auteur. 08/04 : calme. Mme Cosette Thénardier prévenue",
    )  # fmt: skip
    desk.take(desk.open(book(("S", [HEADINGS, hall]))))
    problem = rows(Problem).select_related("place").get()
    words = " ".join([problem.title, problem.place.name, rows(Diagnosis).get().facts, rows(Action).get().title])
    assert not any(trace in words for trace in ("Valjean", "06 39", "AB-123", "Cosette", "garde à vue"))
    assert REMOVED in words
    assert "calme" in words
    status = rows(JudicialStatus).get()
    assert (status.status, status.level) == ("ongoing", Level.POLICE)


def test_lines_tied_in_the_file_are_tied_here(desk):
    content = book(
        (
            "S",
            [
                HEADINGS,
                line(1, date(2025, 1, 7), "rue A", "Vitesse", what="PN : contrôles", state="en cours"),
                line(2, date(2025, 1, 14), "rue B", "Hall occupé", state="clos", closed=date(2025, 2, 4)),
                line(3, date(2025, 2, 4), "rue A", "vitesse", what="voir ligne 1"),
                line(4, date(2025, 9, 2), "rue B", "hall", what="idem n°2"),
            ],
        )
    )
    desk.take(desk.open(content))
    ties = {(tie.later.title, tie.earlier.title, tie.kind) for tie in rows(Tie).select_related("later", "earlier")}
    assert ties == {
        ("Vitesse, rue A", "Vitesse, rue A", Tie.Kind.RELATED),
        ("Hall, rue B", "Hall occupé, rue B", Tie.Kind.FOLLOWS),
    }


def test_an_action_nobody_known_owns_is_refused_told_and_given_back_to_correct(desk):
    wrong = line(1, DAY, "rue A", "Tags", what="PM : constat\nZorglub : nettoyer", state="en cours")
    content = book(("S", [HEADINGS, wrong, line(2, DAY, "rue B", None, state="en cours"), RODEO]))
    tracker = desk.open(content)
    shown = {one.record: one for one in preview_lines(tracker)}
    assert shown[3].status is Status.REFUSED
    (table,) = rejects_tables(tracker)
    assert table.headings == (*HEADINGS, REASON)
    assert [row[0] for row in table.lines] == ["1", "2"]
    desk.take(tracker)
    fixed = [list(row) for row in table.lines]
    fixed[-1][4] = "Épaves"
    done = desk.take(desk.open(book(("S", [table.headings, *fixed]))))
    assert done.problems == 1
    assert rows(Problem).count() == 3


ATTENDANCE = (
    "PRESENCES",
    [
        ["Présences (X = présent, E = excusé)"],
        ["Membre", "07/01/25", date(2025, 1, 21), date(2025, 2, 4), date(2027, 1, 5)],
        ["Police nationale - adjoint", "X", "x", "E", None],
        ["Bailleur", "X (suppl.)", "-", None, None],
        ["Nb présents", 2, 2, 0, None],
    ],
)


def test_past_meetings_are_written_once_with_who_was_there(desk, suivi):
    content = book(("SUIVI", [HEADINGS, HALL]), ATTENDANCE)
    tracker = desk.open(content)
    assert [meeting.remarks for meeting in tracker.meetings] == [
        (),
        ("le total écrit est 2, les croix en comptent 1",),
        (),
    ]
    assert desk.take(tracker).meetings == 3
    meetings = list(rows(Meeting).order_by("planned_at"))
    assert [meeting.state for meeting in meetings] == ["taken_over"] * 3
    with pytest.raises(Refused, match="n’a pas de relevé"):
        minutes_of(meetings[0], PARTNERS)
    marks = [
        sorted(rows(Attendance).filter(meeting=meeting).values_list("organisation__type_id", "state"))
        for meeting in meetings
    ]
    assert marks == [
        [("BAI", "present"), ("PN", "present")],
        [("BAI", "absent"), ("PN", "present")],
        [("PN", "excused")],
    ]
    assert desk.take(desk.open(content)).is_nothing
    assert rows(Entry).filter(event=Event.MEETING_TAKE_OVER).count() == 3


CONTACTS = (
    "CONTACTS",
    [
        ["Structure", "Nom Prénom", "Fonction", "Tél", "Mail", "Remarques"],
        ["PN", "BRG/C FERRAND Olivia", "chef", "0639981001", "o.ferrand@example.org", None],
        ["Bailleur", "Ortolan Bertille", None, "+33 6 39 98 10 10", "b.ortolan@example.org", None],
        ["BAILLEUR", "Ortolan B.", None, "06.39.98.10.10", "B.ORTOLAN@example.org", "doublon"],
        ["Ville", "M. Roubion", None, "12", "roubion@example", "ne jamais appeler, mauvais payeur"],
        ["Bus", "Kerbrat", None, None, "k@example.org", "parti le 31/08/25"],
    ],
)


def test_contacts_are_proposed_and_none_is_entered(desk, suivi):
    contacts = desk.open(book(("SUIVI", [HEADINGS, HALL]), CONTACTS)).contacts
    assert [(one.phone, one.email, one.same_as, one.departed) for one in contacts] == [
        ("06 39 98 10 01", "o.ferrand@example.org", None, False),
        ("06 39 98 10 10", "b.ortolan@example.org", None, False),
        ("06 39 98 10 10", "B.ORTOLAN@example.org", 3, False),
        ("", "", None, False),
        ("", "k@example.org", None, True),
    ]
    assert not any("payeur" in remark for one in contacts for remark in one.remarks)
    assert "numéro de téléphone à corriger" in contacts[3].remarks


def test_columns_corrected_are_kept_used_again_and_forgotten(desk):
    group, actor = desk.cast.group, desk.cast.actor("alice")
    content = book(("S", [["N°", "Date", "Lieu", "Rubrique", "Nature"], ["1", DAY, "rue A", "Tags", "récurrent"]]))
    assert desk.open(content).problems[0].title == "récurrent"
    headings, fields = columns_of(desk.open(content))
    fields |= {fold("Rubrique"): "title", fold("Nature"): ""}
    with pytest.raises(NotGranted):
        remember_columns(actor=desk.cast.actor("bruno"), group=group, headings=headings, fields=fields, now=NOW)
    for _ in range(2):
        remember_columns(actor=actor, group=group, headings=headings, fields=fields, now=NOW)
    assert rows(Entry).filter(event=Event.IMPORT_COLUMNS).count() == 1
    assert desk.open(content).problems[0].title == "Tags"
    assert forget_columns(actor=actor, group=group, now=NOW)
    assert not forget_columns(actor=actor, group=group, now=NOW)
    assert remembered_columns(group) == {}
    assert desk.open(content).problems[0].title == "récurrent"


@pytest.mark.parametrize("fields", [{"a": "zorglub"}, {"a": "title", "b": "title"}])
def test_a_mapping_that_cannot_be_is_refused(fields):
    with pytest.raises(Refused):
        check_columns(fields)


def test_the_group_gets_its_workbook_back_in_its_own_columns_and_may_bring_it_back(desk, suivi):
    desk.take(desk.open(suivi))
    assert RememberedColumns.objects.unsealed("test").get().headings == list(HEADINGS)
    table = own_columns_table(actor=desk.cast.actor("alice"), group=desk.cast.group)
    assert table.headings == HEADINGS
    hall, rodeo = (dict(zip(HEADINGS, row, strict=True)) for row in table.lines)
    assert (hall["Date"], hall["Adresse"], hall["Problème"]) == ("04/03/2025", "12 rue des Lilas", "Hall occupé")
    assert hall["Description"] == "tous les soirs"
    assert hall["Observations"] == "01/04 : devis reçu"
    assert "réparer la porte -> 30/04/2025" in hall["Actions décidées"]
    assert rodeo["Clos le"] == "10/06/2025"
    out = io.BytesIO()
    write_xlsx(Sheet("Suivi", table.headings, table.lines, [], TODAY, (0, 0)), out)
    before = counts()[:-2]
    assert desk.take(desk.open(out.getvalue())).is_nothing
    assert counts()[:-2] == before


def test_without_a_workbook_of_its_own_a_group_gets_plain_columns_and_others_get_nothing(desk):
    table = own_columns_table(actor=desk.cast.actor("alice"), group=desk.cast.group)
    assert table.headings[:2] == ("N°", "Date du signalement")
    with pytest.raises(Refused):
        own_columns_table(actor=desk.cast.actor("marc"), group=desk.cast.group)


def test_a_failure_half_way_leaves_nothing(desk, suivi, monkeypatch):
    def fail(**values):
        raise RuntimeError("panne")

    monkeypatch.setattr("palier.intake.takeover.take_over_meetings", fail)
    with pytest.raises(RuntimeError):
        desk.take(desk.open(suivi))
    assert not rows(Problem).exists()
    assert not rows(TakenLine).exists()
    assert not RememberedColumns.objects.unsealed("test").exists()
