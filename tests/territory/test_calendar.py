"""Holidays: computed for the département, known for its zone, and what is not known is not invented."""

from datetime import date

import pytest

from palier.territory.calendar import public_holiday, school_holiday, school_known_until


@pytest.mark.parametrize(
    ("department", "day", "name"),
    [
        ("04", date(2026, 12, 25), "Noël"),
        ("04", date(2027, 5, 6), "Ascension"),
        ("04", date(2027, 3, 29), "Lundi de Pâques"),
        ("04", date(2027, 3, 26), ""),
        ("04", date(2026, 12, 24), ""),
        ("67", date(2027, 3, 26), "Vendredi saint"),
        ("57", date(2026, 12, 26), "Saint-Étienne"),
        ("974", date(2026, 12, 20), "Abolition de l’esclavage"),
        ("2A", date(2026, 7, 14), "Fête nationale"),
    ],
)
def test_public_holidays_are_those_of_the_departement(department, day, name):
    assert public_holiday(department, day) == name


def test_school_holidays_are_known_for_the_zone_first_and_last_day_included():
    inside = [date(2026, 12, 19), date(2027, 1, 3), date(2027, 2, 25)]
    assert [school_holiday("04", day) for day in inside] == ["Vacances de Noël"] * 2 + ["Vacances d’hiver"]
    assert [school_holiday("04", day) for day in (date(2026, 12, 18), date(2027, 1, 4))] == ["", ""]


def test_what_is_not_known_is_said():
    assert school_known_until("04") == date(2027, 12, 31)
    assert school_known_until("75") is None
    assert school_holiday("75", date(2026, 12, 26)) == ""
    assert school_holiday("04", date(2028, 2, 20)) == ""
