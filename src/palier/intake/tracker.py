"""A tracker read whole: what a careful person would get from a workbook or a CSV. Nothing is written."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from palier.intake.action_lines import read_actions
from palier.intake.field_labels import field_label
from palier.intake.files.opening import open_workbook
from palier.intake.files.sheets import MAX_ROWS, Sheet, Workbook, column_name
from palier.intake.guessing import guess_columns, guess_header
from palier.intake.layout.forms import find_forms
from palier.intake.layout.location import find_table, table_of_columns, table_under, unread_table
from palier.intake.layout.regions import Aside, Kind, Region
from palier.intake.organisations import Owner
from palier.intake.people import contact_columns, is_attendance, read_attendance, read_contacts
from palier.intake.problem_lines import read_problems
from palier.intake.reading import ReadContact, ReadMeeting, ReadProblem, Tracker
from palier.kernel.errors import Refused

_LEAST_OF_TABLE = 5


def read_tracker(
    content: bytes,
    *,
    today: date,
    name: str = "",
    remembered: Mapping[str, str] | None = None,
    names: Mapping[str, Owner] | None = None,
    header_rows: Mapping[str, int] | None = None,
    by_hand: bool = False,
) -> Tracker:
    """The problems a file tells of, or `Refused` when it cannot be read at all.

    `remembered` is what the group corrected before (folded heading -> field, empty for a column left out); `names`
    the organisations it works with, by folded name; `header_rows` the row of the header of a sheet, as a person
    placed it (0: the sheet is left aside). `by_hand`: a file in which no tracker is recognised, yet with a table, is
    not refused but given `is_unread`, with that table’s headings, for a person to say what its columns hold.
    """
    book = open_workbook(content, name)
    regions, contacts, meetings = _sheets(book, remembered or {}, header_rows or {})
    problem_tables = [region for region in regions if region.kind is Kind.PROBLEMS]
    action_tables = [region for region in regions if region.kind is Kind.ACTIONS]
    if not problem_tables and not action_tables and not contacts and not meetings:
        if by_hand and any(region.headings for region in regions):
            return Tracker(form=book.form, regions=tuple(regions), problems=(), refused=(), remarks=tuple(book.remarks))
        raise _no_table(book)
    if sum(len(region.lines) for region in regions) > MAX_ROWS:
        raise Refused(f"Le fichier compte plus de {MAX_ROWS} lignes. Découpez-le par année.")
    problems: list[ReadProblem] = []
    refused = [bad for region in regions for bad in region.bad]
    for region in action_tables:
        read, bad = read_actions(region, today=today)
        problems += [replace(one, number=len(problems) + one.number) for one in read]
        refused += bad
    days = [meeting.day for meeting in meetings]
    read, bad = read_problems(problem_tables, meetings=days, names=names or {}, first=len(problems) + 1)
    problems += read
    refused += bad
    if not problems and not refused and not contacts and not meetings:
        raise Refused("Le fichier ne contient que son en-tête. Ajoutez au moins une ligne, puis renvoyez-le.")
    main = max(regions, key=lambda region: len(region.lines), default=None)
    return Tracker(
        form=book.form,
        regions=tuple(regions),
        problems=tuple(problems),
        refused=tuple(sorted(refused, key=lambda bad: (bad.sheet, bad.record))),
        aside=tuple(aside for region in regions for aside in region.aside),
        contacts=tuple(contacts),
        meetings=tuple(meetings),
        remarks=(*book.remarks, *(remark for region in regions for remark in (*_guessed(region), *_only_read(region)))),
        encoding=book.encoding,
        separator=book.separator,
        headers=main.headers if main else {},
    )


def _sheets(
    book: Workbook, remembered: Mapping[str, str], header_rows: Mapping[str, int]
) -> tuple[list[Region], list[ReadContact], list[ReadMeeting]]:
    regions: list[Region] = []
    contacts: list[ReadContact] = []
    meetings: list[ReadMeeting] = []
    later: list[Sheet] = []
    for sheet in book.sheets:
        if not any(cell.text for cells in sheet.rows.values() for cell in cells):
            continue
        if reason := _why_left_out(sheet, header_rows):
            regions.append(_left_out(sheet, reason))
        elif is_attendance(sheet):
            meetings += read_attendance(sheet)
            regions.append(Region(sheet.name, Kind.ATTENDANCE))
        elif contact_columns(sheet):
            contacts += read_contacts(sheet)
            regions.append(Region(sheet.name, Kind.CONTACTS))
        elif region := _table_of(sheet, remembered, header_rows.get(sheet.name, 0)):
            regions.append(region)
        else:
            later.append(sheet)
    models = [region for region in reversed(regions) if region.lines and not region.is_form]
    for sheet in later:
        found = next((table for model in models if (table := table_under(sheet, model))), None)
        regions.append(found or unread_table(sheet, "aucun tableau de suivi n’y est reconnu"))
    order = {sheet.name: rank for rank, sheet in enumerate(book.sheets)}
    return sorted(regions, key=lambda region: order[region.sheet]), contacts, meetings


def _table_of(sheet: Sheet, remembered: Mapping[str, str], header: int) -> Region | None:
    """The table of a sheet, or its forms: whichever accounts for more of it."""
    table = find_table(sheet, remembered, guess_columns, header)
    if table and (header or len(table.columns) >= _LEAST_OF_TABLE):
        return table
    forms = find_forms(sheet)
    if forms and (table is None or len(forms.columns) > len(table.columns)):
        return forms
    if table is None and (found := guess_header(sheet)):
        return table_of_columns(sheet, *found)
    return table


def _guessed(region: Region) -> list[str]:
    """What a person must check first: the columns taken by their content."""
    places = sorted((region.columns[name], name) for name in region.guessed)
    return [
        f"La colonne « {_heading(region, place)} » est prise d’après son contenu pour « {field_label(name)} »."
        for place, name in places
    ]


def _only_read(region: Region) -> Iterator[str]:
    """What helps to understand a line and has no place here."""
    if region.lines and "origin" in region.columns:
        told = _heading(region, region.columns["origin"])
        yield f"La colonne « {told} » aide à comprendre chaque ligne ; elle n’est pas reprise."


def _why_left_out(sheet: Sheet, header_rows: Mapping[str, int]) -> str:
    if header_rows.get(sheet.name) == 0:
        return "feuille laissée de côté à votre demande"
    return "feuille masquée : elle n’est pas reprise" if sheet.is_hidden else ""


def _heading(region: Region, place: int) -> str:
    named = region.headings[place].strip() if place < len(region.headings) else ""
    return named or column_name(place)


def _left_out(sheet: Sheet, reason: str) -> Region:
    return Region(sheet.name, Kind.OTHER, aside=(Aside(sheet.name, 0, reason),))


def _no_table(book: Workbook) -> Refused:
    names = ", ".join(f"« {sheet.name} »" for sheet in book.sheets if sheet.name)
    where = f" (feuilles lues : {names})" if names else ""
    return Refused(
        f"Aucun tableau de suivi n’est reconnu dans ce fichier{where}. Il faut une ligne d’en-tête qui nomme les "
        "colonnes, dont la problématique ou les faits, et le lieu, la date, l’état ou les actions."
    )
