"""Who gets what at the view as somebody else: those who lead a group enter it, anybody may leave it."""

from tests.web.cycle_rows import CHIEFS, listed
from tests.web.matrix import Route, answers

ROWS = {
    "viewing:choose": Route(listed(*CHIEFS, "marc")),
    "viewing:leave": Route(answers(303), method="post"),
}
