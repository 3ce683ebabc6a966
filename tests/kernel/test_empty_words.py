"""The empty words of the search and of the category suggestion have one home, as they are compared."""

import pytest

from palier.kernel.empty_words import IN_A_SEARCH, OF_A_TROUBLE
from palier.kernel.text import words_of


@pytest.mark.parametrize("words", [IN_A_SEARCH, OF_A_TROUBLE])
def test_each_is_one_word_as_it_is_compared(words):
    assert all(words_of(word) == [word] for word in words)


def test_what_may_be_sought_is_empty_for_the_suggestion_only():
    assert {"plus", "sans", "sous"} <= OF_A_TROUBLE - IN_A_SEARCH
    assert {"le", "dans", "avec"} <= OF_A_TROUBLE & IN_A_SEARCH
