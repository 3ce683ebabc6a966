"""Who gets what at the search."""

from tests.web.cycle_rows import SEATED, listed
from tests.web.matrix import Route

# The beginning of every planted word: the sweep reads what each reader finds by it.
ROWS = {"search:search": Route(listed(*SEATED), query={"q": "zyx"})}
