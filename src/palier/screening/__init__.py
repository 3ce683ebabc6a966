"""Spots what points at a person in a French free text: names, numbers, homes, kinship, situations (decision 35).

Pure functions on one text: no table, no network, no clock. Places, schools and shops
named after people are not persons.
"""

from palier.screening.finding import find_spans, prepare
from palier.screening.rewording import REMOVED, neutral, suggestion, without_persons
from palier.screening.spans import Kind, Span

__all__ = ["REMOVED", "Kind", "Span", "find_spans", "neutral", "prepare", "suggestion", "without_persons"]
