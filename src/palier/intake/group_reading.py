"""A file read for one group: with the columns it explained before and the organisations it works with.

The way of an import: `read_for_group` (sheets, header, columns proposed) → `preview_lines` (line by line: sure,
guessed, refused, and why) → `take_over` (one transaction, twice is once). `remember_columns` corrects what a column
was taken for; reading again shows what it changes.
"""

from collections.abc import Mapping
from datetime import date

from palier.intake.columns import remembered_columns
from palier.intake.owners import known_names
from palier.intake.reading import Tracker
from palier.intake.tracker import read_tracker
from palier.partners.models import Group


def read_for_group(
    content: bytes,
    *,
    group: Group,
    today: date,
    name: str = "",
    columns: Mapping[str, str] | None = None,
    own: Mapping[str, str] | None = None,
    header_rows: Mapping[str, int] | None = None,
    by_hand: bool = False,
) -> Tracker:
    """The tracker as this group means it. `columns` (folded heading -> field) prevails over what it said before; `own`
    is used in place of both, for a file that keeps what it is read with; `header_rows` places the header of a sheet
    (0: the sheet is left aside); `by_hand` as `read_tracker` says."""
    return read_tracker(
        content,
        today=today,
        name=name,
        remembered={**remembered_columns(group), **(columns or {})} if own is None else own,
        names=known_names(group),
        header_rows=header_rows,
        by_hand=by_hand,
    )
