"""The calendar file that goes with an invitation: written by the documents, sent by the mails, which do not meet."""

from collections.abc import Callable
from datetime import datetime

from palier.cycle.convening.models import Convocation

Writer = Callable[[Convocation, datetime], str]
_writers: list[Writer] = []


def write_with(writer: Writer) -> None:
    """Have the calendar files of invitations written by `writer`."""
    _writers[:] = [writer]


def calendar_file(convocation: Convocation, now: datetime) -> str:
    """The file for one person: a request, or what takes it back when the meeting is called off."""
    return _writers[0](convocation, now)
