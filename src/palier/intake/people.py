"""The sheets about people at work: contacts proposed as members to invite, past meetings with their attendance."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from palier.intake.dates import read_report_date
from palier.intake.files.sheets import Sheet
from palier.intake.headings import field_scores
from palier.intake.reading import ReadContact, ReadMeeting
from palier.intake.words import fold

PRESENT, EXCUSED, ABSENT = "present", "excuse", "absent"
_WITHIN = 15
_LEAST_DATES = 3
_MARKS = {
    PRESENT: ("x", "p", "present", "presente", "oui", "o", "1", "v", "pr"),
    EXCUSED: ("e", "exc", "excuse", "excusee", "ex"),
    ABSENT: ("a", "abs", "absent", "absente", "non", "n", "0"),
}
_MARK = {word: state for state, words in _MARKS.items() for word in words}
_DASH = re.compile(r"^\s*[-–—/.]\s*$")
_TOTAL = re.compile(r"^(?:nb|nombre|total|effectif|taux|presents|quorum)\b")
_CONTACT = {
    "organisation": ("organisation", "structure", "service", "partenaire", "institution", "entite"),
    "name": ("nom prenom", "nom", "contact", "interlocuteur", "prenom nom", "representant", "referent", "membre"),
    "first_name": ("prenom",),
    "function": ("fonction", "qualite", "poste", "role", "titre"),
    "phone": ("tel", "telephone", "portable", "mobile", "ligne directe", "n tel"),
    "email": ("mail", "courriel", "email", "e mail", "adresse mail", "adresse electronique", "messagerie"),
    "remarks": ("remarque", "remarques", "observations", "commentaire", "commentaires", "divers", "notes"),
}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_GONE = re.compile(
    r"\bparti[e]?\b|\bquitte|\bmute[e]?\b|retraite|\bancien(?:ne)?\b|n est plus|remplace[e]? par|\bplus en poste"
)
_RANK = re.compile(
    r"^(?:m|mme|mlle|mr|monsieur|madame|dr|me|cne|cdt|brg(?: c)?|maj|major|adj|ltn|lieutenant|capitaine|commandant)\s+"
)


def is_attendance(sheet: Sheet) -> bool:
    """True of a sheet whose header is made of dates over marks of presence."""
    return _header_of_dates(sheet) is not None


def read_attendance(sheet: Sheet) -> list[ReadMeeting]:
    """The past meetings of a sheet of attendance: an empty cell is someone who was not yet, or no longer, a member."""
    header = _header_of_dates(sheet)
    if header is None:
        return []
    row, days = header
    members: list[tuple[int, str]] = []
    label = min(days) - 1
    for number in sheet.rows:
        name = next(
            (sheet.cell(number, place).text for place in range(label, -1, -1) if sheet.cell(number, place).text), ""
        )
        if number > row and name and not _TOTAL.match(fold(name)):
            members.append((number, name))
    repeated = Counter(name for _, name in members)
    meetings = []
    for place, day in days.items():
        marks = {}
        for number, name in members:
            mark = _mark(sheet.cell(number, place).text)
            if mark:
                marks[name if repeated[name] == 1 else f"{name} ({number})"] = mark
        if marks:
            meetings.append(ReadMeeting(day, marks, _check_total(sheet, row, place, marks)))
    return sorted(meetings, key=lambda one: one.day)


def _header_of_dates(sheet: Sheet) -> tuple[int, dict[int, date]] | None:
    for number in list(sheet.rows)[:_WITHIN]:
        days = {
            place: day
            for place, cell in enumerate(sheet.rows[number])
            if not cell.is_held and (day := cell.day or read_report_date(cell).day)
        }
        if len(days) < _LEAST_DATES:
            continue
        below = [row for row in sheet.rows if row > number]
        cells = [sheet.cell(row, place).text for row in below for place in days]
        filled = [text for text in cells if text]
        if filled and sum(bool(_mark(text)) for text in filled) * 3 >= len(filled) * 2:
            return number, days
    return None


def _mark(text: str) -> str:
    if not text.strip():
        return ""
    if _DASH.match(text):
        return ABSENT
    words = fold(re.sub(r"\(.*?\)", " ", text)).split()
    return _MARK.get(words[0], "") if words and len(words) <= 3 else ""  # noqa: PLR2004 - a mark, not a sentence


def _check_total(sheet: Sheet, header: int, place: int, marks: dict[str, str]) -> tuple[str, ...]:
    present = sum(mark == PRESENT for mark in marks.values())
    for number in sheet.rows:
        name = sheet.cell(number, 0).text
        told = sheet.cell(number, place)
        if (
            number > header
            and name
            and re.match(r"(?:nb|nombre|total|presents)\b", fold(name))
            and told.number is not None
            and int(told.number) != present
        ):
            return (f"le total écrit est {told.text}, les croix en comptent {present}",)
    return ()


def contact_columns(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The header of a sheet of contacts: an organisation or a name, and a telephone or an address."""
    for number in list(sheet.rows)[:_WITHIN]:
        columns: dict[str, int] = {}
        for place, cell in enumerate(sheet.rows[number]):
            heading = fold(cell.text)
            # Whatever the ending of « organis… ».
            heading = "organisation" if heading.startswith("organis") and " " not in heading else heading
            name = next((name for name, words in _CONTACT.items() if heading in words), None)
            if name and name not in columns:
                columns[name] = place
        core = {"organisation", "name"} & columns.keys()
        if core and {"phone", "email"} & columns.keys() and len(columns) >= 3 and not _is_tracker(sheet, number):  # noqa: PLR2004
            return number, columns
    return None


def _is_tracker(sheet: Sheet, row: int) -> bool:
    named = {name for cell in sheet.rows[row] for name, score in field_scores(cell.text).items() if score >= 99}  # noqa: PLR2004
    return len(named & {"title", "facts", "state", "what", "place"}) > 1


def read_contacts(sheet: Sheet) -> list[ReadContact]:
    """The contacts of a sheet; private remarks are not taken, only a departure that they tell."""
    header = contact_columns(sheet)
    if header is None:
        return []
    row, columns = header
    found: list[ReadContact] = []
    for number in sheet.rows:
        if number <= row:
            continue
        cells = {name: sheet.cell(number, place).text.strip() for name, place in columns.items()}
        name = " ".join(part for part in (cells.get("name", ""), cells.get("first_name", "")) if part)
        if not cells.get("organisation") and not name:
            continue
        found.append(_contact(number, cells, name, found))
    return found


def _contact(number: int, cells: dict[str, str], name: str, before: Sequence[ReadContact]) -> ReadContact:
    remarks: list[str] = []
    email = cells.get("email", "")
    if email and not _EMAIL.fullmatch(email):
        remarks.append("adresse électronique à corriger")
        email = ""
    phone = national_phone(cells.get("phone", ""))
    if cells.get("phone") and not phone:
        remarks.append("numéro de téléphone à corriger")
    if not email:
        remarks.append("sans adresse électronique : ne peut être invité par courriel")
    gone = bool(_GONE.search(fold(cells.get("remarks", ""))))
    if gone:
        remarks.append("parti d’après les remarques : n’est pas proposé")
    same = next((one.record for one in before if _same(one, cells.get("organisation", ""), name, phone, email)), None)
    if same:
        remarks.append(f"déjà à la ligne {same}")
    organisation = cells.get("organisation", "")
    return ReadContact(number, organisation, name, cells.get("function", ""), phone, email, tuple(remarks), gone, same)


def _same(one: ReadContact, organisation: str, name: str, phone: str, email: str) -> bool:
    reached = (email and email.lower() == one.email.lower()) or (phone and phone == one.phone)
    family = set(_plain_name(name)) & set(_plain_name(one.name))
    return bool(reached and (family or fold(organisation) == fold(one.organisation)))


def _plain_name(name: str) -> list[str]:
    return [word for word in _RANK.sub("", fold(name)).split() if len(word) > 2]  # noqa: PLR2004 - initials


def national_phone(text: str) -> str:
    """« 06 39 98 10 01 » however it was written; nothing when it is no French number."""
    digits = re.sub(r"\D", "", re.sub(r"^\s*(?:\+|00)\s*33\s*(?:\(0\))?", "0", text))
    if len(digits) != 10 or digits[0] != "0":  # noqa: PLR2004 - ten figures
        return ""
    return " ".join(digits[place : place + 2] for place in range(0, 10, 2))
