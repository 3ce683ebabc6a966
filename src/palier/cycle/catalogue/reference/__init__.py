"""The catalogue as the package ships it: data files, each row a plain mapping. Dates and links are read here."""

import csv
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib import resources
from typing import Any

# In use long before any report: history taken over from a tracker finds its code.
FIRST_EDITION = date(2019, 4, 15)


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file of this folder."""
    yield from csv.DictReader(_text(f"{name}.csv").splitlines())


def cards(name: str) -> list[dict[str, Any]]:
    """The cards of a TOML file of this folder, in its order."""
    found: list[dict[str, Any]] = tomllib.loads(_text(f"{name}.toml"))["card"]
    return found


def category_labels() -> dict[str, str]:
    """The shipped label of every category, by code: for what runs without a database."""
    return {row["code"]: row["label"] for row in table("categories")}


def day(text: str) -> date | None:
    """A day written AAAA-MM-JJ; nothing for an empty cell."""
    return date.fromisoformat(text) if text else None


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
