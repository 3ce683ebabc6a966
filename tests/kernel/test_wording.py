"""Numbers with their nouns, and spaces that do not break."""

import pytest

from palier.kernel.wording import NO_BREAK, counted, unbroken


@pytest.mark.parametrize(("number", "expected"), [(0, "0 point"), (1, "1 point"), (2, "2 points"), (41, "41 points")])
def test_the_plural_begins_at_two(number, expected):
    assert counted(number, "point") == expected


def test_a_plural_that_is_not_an_added_s_is_given():
    assert counted(3, "action reprise", "actions reprises") == "3 actions reprises"


def test_no_line_begins_with_a_colon_nor_ends_with_a_guillemet():
    told = unbroken("de « À qualifier » à « Ouvert » : n° 4 ?")
    assert told.replace(NO_BREAK, "_") == "de «_À qualifier_» à «_Ouvert_»_: n°_4_?"
    assert unbroken(told) == told


def test_an_address_or_an_hour_is_left_alone():
    assert unbroken("https://exemple.fr/?a=1, à 14:00") == "https://exemple.fr/?a=1, à 14:00"
