"""Dates in the wild."""

from datetime import date

import pytest

from palier.intake.dates import Sure, read_date

NEAR = date(2024, 9, 17)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17/09/24", "2024-09-17"),
        ("08/10/2024", "2024-10-08"),
        ("15.11.24", "2024-11-15"),
        ("2024-11-15", "2024-11-15"),
        ("17 septembre 2024", "2024-09-17"),
        ("1er août 2025", "2025-08-01"),
        ("fait le 3 déc. 2024", "2024-12-03"),
    ],
)
def test_a_written_date_is_sure(text, day):
    found = read_date(text, None)
    assert (found.day, found.sure) == (date.fromisoformat(day), Sure.WRITTEN)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("fin octobre 2024", "2024-10-31"),
        ("juin 2025", "2025-06-30"),
        ("fin février", "2025-02-28"),
        ("mi-novembre", "2024-11-15"),
        ("début janvier", "2025-01-05"),
        ("avant octobre 2025", "2025-09-30"),
        ("avant Noël", "2024-12-24"),
        ("fin d’année", "2024-12-31"),
        ("fin 2025", "2025-12-31"),
        ("sous 15 j", "2024-10-02"),
        ("dans trois semaines", "2024-10-08"),
        ("sous 2 mois", "2024-11-17"),
        ("le 3 mars", "2025-03-03"),
        ("20/10", "2024-10-20"),
        ("T1 2025", "2025-03-31"),
        ("2e trimestre", "2025-06-30"),
    ],
)
def test_words_are_worked_out_from_the_meeting_and_said_so(text, day):
    found = read_date(text, NEAR)
    assert (found.day, found.sure) == (date.fromisoformat(day), Sure.DEDUCED)


@pytest.mark.parametrize("text", ["31/11/2024", "30.02.25", "31 février 2025", "00/10/2024", "2025-13-01"])
def test_a_day_that_does_not_exist_is_said_impossible(text):
    assert read_date(text, NEAR).sure is Sure.IMPOSSIBLE


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("", Sure.NONE),
        ("permanent", Sure.NONE),
        ("immédiat", Sure.NONE),
        ("quand on pourra", Sure.UNREADABLE),
        ("voir avec le maire", Sure.UNREADABLE),
        ("40/40", Sure.UNREADABLE),
    ],
)
def test_what_is_no_date_gives_none(text, sure):
    found = read_date(text, NEAR)
    assert (found.day, found.sure) == (None, sure)


def test_words_without_a_meeting_to_count_from_give_none():
    assert read_date("avant Noël", None).day is None


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("31/12/9999", NEAR),
        ("01/01/0001", NEAR),
        (f"sous {'9' * 5000} jours", NEAR),
        ("sous 9999 mois", NEAR),
        ("fin mars", date(2199, 12, 31)),
        ("sous 9999 mois", date(2199, 12, 31)),
    ],
)
def test_a_date_that_leaves_the_calendar_is_no_error(text, near):
    assert read_date(text, near).sure in Sure
