"""Who gets the yearly count."""

from tests.web.cycle_rows import SEATED, listed
from tests.web.matrix import Route

ROWS = {"reviews:yearly": Route(listed(*SEATED, "eric", "diane"))}
