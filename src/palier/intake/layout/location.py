"""Finding the table in a sheet: header on one or two rows under a title block, data, totals and separators."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from palier.intake.files.sheets import EMPTY, MAX_CELL, Row, Sheet, column_name
from palier.intake.headings import SILENT, assign, field_scores, names_no_lead, person_columns, private_columns
from palier.intake.layout.legend import read_legend
from palier.intake.layout.regions import Aside, BadLine, Kind, Line, Looked, Region
from palier.intake.words import fold

Guess = Callable[[Sheet, int, Mapping[str, int], Iterable[int]], dict[str, int]]
HEADER_WITHIN = 40
CORE = ("title", "facts", "what", "place")
_NAME = 40  # letters: a longer text names no column
_LEGEND = 8  # rows above the header where a legend may stand
_LEAST_FIELDS = 3
_SHOWN = 50  # rows: enough to show what the columns of a table that is not understood hold
# A row that names that many fields is the header when the few rows under it name fewer.
_PLENTY, _AFTER = 6, 4
_TOTAL = re.compile(r"^(?:sous )?total\b|^(?:nb|nombre|somme|moyenne)\b(?: de| des| d)?\b|^legende\b|^(?:dont|soit) \d")
_FEW = 6  # a table of that many columns whose line fills one cell: a title, a separator, a note


def find_table(sheet: Sheet, remembered: Mapping[str, str], guess: Guess, header: int = 0) -> Region | None:
    """The table of a sheet, or nothing when no row names columns. `remembered`: folded heading -> field, empty for a
    column left out; `guess` gives the fields that no heading names, by what stands in the columns;
    `header` is its row, when a person said it."""
    if header:
        found = _header_at(sheet, remembered, header) if header in sheet.rows else None
    else:
        found = _header(sheet, remembered)
    if found is None:
        return None
    row, columns, headings = found
    if empty := _empty_columns(sheet, row):
        columns = _header_at(sheet, remembered, row, empty)[1]
    left_out = [place for place, text in enumerate(headings) if fold(text) in remembered or names_no_lead(text)]
    guessed = guess(sheet, row, columns, [*left_out, *_named_otherwise(headings, columns)])
    if not any(name in columns or name in guessed for name in CORE):
        return None
    return _region(sheet, row, columns | guessed, headings, frozenset(guessed))


def table_of_columns(sheet: Sheet, row: int, columns: dict[str, int], headings: tuple[str, ...]) -> Region:
    """The table under a row, all of whose columns were guessed."""
    return _region(sheet, row, columns, headings, frozenset(columns))


def _named_otherwise(headings: Sequence[str], columns: Mapping[str, int]) -> list[int]:
    """The columns whose heading names something else: a second « Date », a telephone, a moment."""
    kept = set(columns.values())
    return [place for place, heading in enumerate(headings) if place not in kept and field_scores(heading)]


def table_under(sheet: Sheet, model: Region) -> Region | None:
    """A sheet without a header whose cells stand as those of `model`: the columns are the same."""
    rows = [number for number, cells in sheet.rows.items() if any(cell.text for cell in cells)]
    if not rows or not model.columns or sheet.width > len(model.headings) + 1:
        return None
    dated = [place for name, place in model.columns.items() if name in ("date", "met_on", "due", "closed_on")]
    alike = sum(any(sheet.cell(row, place).day for place in dated) for row in rows)
    return _region(sheet, 0, dict(model.columns), model.headings, frozenset()) if alike * 2 >= len(rows) else None


def unread_table(sheet: Sheet, reason: str) -> Region:
    """A sheet in which nothing is recognised, for a person to explain: its fullest row near the top is taken for its
    headings; none when it holds no table."""
    aside = (Aside(sheet.name, 0, reason),)
    near = list(sheet.rows.items())[:HEADER_WITHIN]
    row, cells = max(near, key=lambda found: sum(bool(cell.text.strip()) for cell in found[1]), default=(0, ()))
    below = [number for number, found in sheet.rows.items() if number > row and any(cell.text for cell in found)]
    if sum(bool(cell.text.strip()) for cell in cells) < _LEAST_FIELDS or not below:
        return Region(sheet.name, Kind.OTHER, aside=aside)
    return Region(
        sheet.name,
        Kind.OTHER,
        headings=tuple(cell.text for cell in cells),
        header_rows=(row,),
        aside=aside,
        texts={number: _texts(sheet, number) for number in below[:_SHOWN]},
    )


def _header(sheet: Sheet, remembered: Mapping[str, str]) -> tuple[int, dict[str, int], tuple[str, ...]] | None:
    best: tuple[int, int, dict[str, int], tuple[str, ...]] | None = None
    above: list[Row] = []
    for number, cells in list(sheet.rows.items())[:HEADER_WITHIN]:
        headings = tuple(cell.text for cell in cells)
        columns = _columns(cells, above, remembered)
        worth = len(columns)
        if _is_header(columns) and (best is None or worth > best[0]):
            best = (worth, number, columns, headings)
        elif best and best[0] >= _PLENTY and number > best[1] + _AFTER:
            break
        above = [cells, *above][:2]
    return best[1:] if best else None


def _header_at(
    sheet: Sheet, remembered: Mapping[str, str], row: int, empty: Collection[int] = ()
) -> tuple[int, dict[str, int], tuple[str, ...]]:
    """The header where it stands, by a person or found; `empty` are the columns that hold nothing under it."""
    above = [cells for number, cells in sheet.rows.items() if number < row][-2:][::-1]
    cells = sheet.rows[row]
    return row, _columns(cells, above, remembered, empty), tuple(cell.text for cell in cells)


def _empty_columns(sheet: Sheet, header: int) -> frozenset[int]:
    body = [cells for number, cells in sheet.rows.items() if number > header]
    filled = {place for cells in body for place, cell in enumerate(cells) if cell.text}
    return frozenset(range(sheet.width)) - filled


def _is_header(columns: Mapping[str, int]) -> bool:
    core = [name for name in CORE if name in columns]
    return len(columns) >= _LEAST_FIELDS and bool(core) and (len(core) > 1 or "date" in columns or "state" in columns)


def _columns(
    cells: Row, above: Sequence[Row], remembered: Mapping[str, str], empty: Collection[int] = ()
) -> dict[str, int]:
    ways: list[list[str]] = []
    kept: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = remembered.get(fold(cell.text)) if cell.text else None
        if name is not None:
            ways.append([])
            if name and name not in kept:
                kept[name] = place
            continue
        own = cell.text
        groups = [row[place].text for row in above if place < len(row) and row[place].text not in ("", own)]
        ways.append([own, *(f"{group} {own}" for group in groups[:1]), *groups[:1]] if own else [])
    return assign(ways, kept, empty) | kept


def _region(
    sheet: Sheet, header: int, columns: dict[str, int], headings: tuple[str, ...], guessed: frozenset[str]
) -> Region:
    top = [number for number in sheet.rows if number < header]
    above = [
        Aside(sheet.name, number, "titre, légende ou date de mise à jour au-dessus de l’en-tête")
        for number in top
        if any(cell.text for cell in sheet.rows[number])
    ]
    lines, bad, aside, empty = _body(sheet, header, columns, headings)
    legend = [cell for number in top[-_LEGEND:] for cell in sheet.rows[number] if not cell.is_held]
    return Region(
        sheet=sheet.name,
        kind=_kind(columns, lines),
        columns=columns,
        headers={name: headings[place].strip() for name, place in columns.items() if place < len(headings)},
        headings=headings,
        header_rows=(header,),
        lines=tuple(lines),
        bad=tuple(bad),
        aside=(*above, *_untitled(sheet, header, columns, headings), *aside),
        empty=empty,
        texts={
            record: _texts(sheet, record) for record in (*(one.record for one in lines), *(one.record for one in bad))
        },
        legend=read_legend(legend),
        guessed=guessed,
    )


def _kind(columns: Mapping[str, int], lines: Sequence[Line]) -> Kind:
    """One action per line when each says its meeting, or whether it is done; a report without answer is none."""
    if "what" not in columns:
        return Kind.PROBLEMS
    told = sum(bool(line.text("what")) for line in lines)
    is_done = "done" in columns and told * 2 >= len(lines)
    return Kind.ACTIONS if "met_on" in columns or is_done else Kind.PROBLEMS


def _untitled(sheet: Sheet, header: int, columns: Mapping[str, int], headings: Sequence[str]) -> Iterator[Aside]:
    """The columns of a sheet that hold words under no heading: they are not taken over, and it is said."""
    if not sheet.name or not header:
        return
    kept = set(columns.values())
    for place in range(sheet.width):
        heading = headings[place] if place < len(headings) else ""
        if (
            not heading.strip()
            and place not in kept
            and any(
                sheet.cell(row, place).text and not sheet.cell(row, place).is_held for row in sheet.rows if row > header
            )
        ):
            yield Aside(sheet.name, header, f"colonne {column_name(place)} sans titre : elle n’est pas reprise")


def _body(
    sheet: Sheet, header: int, columns: dict[str, int], headings: tuple[str, ...]
) -> tuple[list[Line], list[BadLine], list[Aside], int]:
    """The lines under the header, those that cannot be read, those put aside, and how many are blank."""
    lines: list[Line] = []
    bad: list[BadLine] = []
    aside: list[Aside] = []
    silent = _silent(sheet, columns, headings)
    body = {number: cells for number, cells in sheet.rows.items() if number > header}
    last = header
    for number, cells in body.items():
        if not any(cell.text for cell in cells):
            continue
        last = number
        if reason := _why_aside(cells, columns, headings, len(lines)):
            aside.append(Aside(sheet.name, number, reason))
        elif fault := _fault(cells, headings, is_csv=not sheet.name):
            bad.append(BadLine(number, "ligne entière", fault, sheet.name))
        else:
            lines.append(_line(sheet, number, columns, silent))
    told = len(lines) + len(bad) + len(aside)
    # A CSV ends with its blank records; in a sheet only those between two lines are seen.
    closing = sum(number > last and not any(cell.text for cell in cells) for number, cells in body.items())
    return lines, bad, aside, last - header - told + (0 if sheet.name else closing)


def _why_aside(cells: Row, columns: Mapping[str, int], headings: Sequence[str], before: int) -> str:
    """Why a row is no line of the table; nothing when it is one."""
    own = [cell.text for cell in cells if cell.text and not cell.is_held]
    if not own:
        return "rien d’autre que les cellules fusionnées de la ligne du dessus"
    if any(_TOTAL.search(fold(text)) for text in own[:2]) and len(own) <= max(3, len(columns) // 3):
        return "ligne de total ou de légende"
    if len(set(own)) == 1 and len(columns) >= _FEW:
        return "titre ou séparateur : une seule cellule remplie"
    repeated = sum(cell.text == heading for cell, heading in zip(cells, headings, strict=False) if cell.text)
    if (repeated >= _LEAST_FIELDS and repeated * 2 > len(own)) or _names_columns(cells):
        return "en-tête répété"
    if not before and _is_subheader(cells, columns):
        return "deuxième ligne de l’en-tête"
    return ""


def _names_columns(cells: Row) -> bool:
    """True of a header worded another way than the first, in the middle of the lines."""
    own = [cell for cell in cells if cell.text and not cell.is_held]
    if len(own) <= _LEAST_FIELDS or any(cell.day or cell.number is not None or len(cell.text) > _NAME for cell in own):
        return False
    named = {max(found, key=lambda name: found[name]) for cell in own if (found := field_scores(cell.text))}
    return len(named) > _LEAST_FIELDS and len(named) * 3 >= len(own) * 2


def _is_subheader(cells: Row, columns: Mapping[str, int]) -> bool:
    """True of a row of explanations or of column numbers under the header: « (qui / quand) », « 1 2 3 »."""
    own = [cell for cell in cells if cell.text]
    if any(cell.day for cell in own):
        return False
    numbers = [cell.text for cell in own]
    counted = numbers == [str(rank) for rank in range(1, len(numbers) + 1)] and len(numbers) > _LEAST_FIELDS
    bracketed = all(text.startswith("(") and text.endswith(")") for text in numbers)
    named = sum(bool(field_scores(text)) for text in numbers)
    return counted or bracketed or (named >= _LEAST_FIELDS and named * 3 > len(numbers) * 2 and len(columns) > named)


def _fault(cells: Row, headings: Sequence[str], *, is_csv: bool) -> str:
    """Why a line cannot be read; in a CSV, a cell too many moves all those after it."""
    beyond = [cell for cell in cells[len(headings) :] if cell.text]
    if beyond and is_csv:
        return (
            f"{len(cells)} cellules pour {len(headings)} colonnes : un séparateur de trop, sans doute dans un texte. "
            f"Mettez ce texte entre guillemets, ou nommez la colonne de trop."
        )
    if max(len(cell.text) for cell in cells) > MAX_CELL:
        return f"une cellule dépasse {MAX_CELL} caractères. Résumez ce texte, puis reprenez la ligne."
    return ""


def _silent(sheet: Sheet, columns: Mapping[str, int], headings: Sequence[str]) -> Mapping[int, tuple[str, bool]]:
    """The columns that are looked at and never kept: how each is named, and whether it is all about persons."""
    taken = {place for name, place in columns.items() if name != "person"}
    found = {
        place: (f"colonne « {headings[place]} »", False)
        for place in private_columns(headings, taken - {columns.get("private")})
    }
    if "private" in columns and columns["private"] < len(headings):
        found[columns["private"]] = (f"colonne « {headings[columns['private']]} »", False)
    found |= {place: (f"colonne masquée {column_name(place)}", False) for place in sheet.hidden_columns}
    return found | {place: (f"colonne « {headings[place]} »", True) for place in person_columns(headings, taken)}


def _line(sheet: Sheet, number: int, columns: Mapping[str, int], silent: Mapping[int, tuple[str, bool]]) -> Line:
    cells = sheet.rows[number]
    visible = {name: place for name, place in columns.items() if place not in sheet.hidden_columns}
    kept = {name: place for name, place in visible.items() if name not in SILENT}
    named = {name: cells[place] for name, place in kept.items() if place < len(cells)}
    held = frozenset(name for name, cell in named.items() if cell.is_held)
    where = {name: f"{column_name(place)}{number}" for name, place in visible.items()} if sheet.name else {}
    return Line(number, named, _colour(cells, visible), tuple(_looked(sheet, number, silent)), held, where)


def _looked(sheet: Sheet, number: int, silent: Mapping[int, tuple[str, bool]]) -> Iterator[Looked]:
    """Comments, hidden columns and the columns made for persons or procedures."""
    for place, cell in enumerate(sheet.rows[number]):
        if cell.text and not cell.is_held and place in silent:
            where, is_whole = silent[place]
            yield Looked(where, cell.text, is_whole=is_whole)
        if (number, place) in sheet.comments:
            yield Looked(f"commentaire de la cellule {column_name(place)}{number}", sheet.comments[number, place])


def _colour(cells: Row, columns: Mapping[str, int]) -> str:
    """The colour that speaks of the line: that of its state, of its number, else the one most cells have."""
    for name in ("state", "number", "title"):
        cell = cells[columns[name]] if name in columns and columns[name] < len(cells) else EMPTY
        if cell.colour:
            return cell.colour
    counts = Counter(cell.colour for cell in cells if cell.colour)
    return counts.most_common(1)[0][0] if counts else ""


def _texts(sheet: Sheet, number: int) -> tuple[str, ...]:
    hidden = sheet.hidden_columns
    return tuple("" if place in hidden else cell.text for place, cell in enumerate(sheet.rows[number]))
