"""The one place where screens note that somebody reads restricted content."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from palier.journal.consultations import log_consultation
from palier.kernel import clock
from palier.web.shell.requests import Request, reader_of


def note_reading(request: Request, record: Model, *shown: Any) -> None:
    """Note that the reader opened `record` on a page that also shows these rows, or lists of rows.

    Called by every page of one object with all it shows; what is not restricted leaves nothing. In a view as somebody
    else, it is the person before the screen who reads.
    """
    rows = [row for part in shown for row in (part if isinstance(part, Iterable) else [part])]
    log_consultation(actor=reader_of(request), record=record, now=clock.now(), shown=rows)
