"""Who gets the lines proposed for a place."""

from tests.web.cycle_rows import SEATED, listed
from tests.web.matrix import Route

ROWS = {"place_choice:lines": Route(listed(*SEATED), query={"place_words": "rue"})}
