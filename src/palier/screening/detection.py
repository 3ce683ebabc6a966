"""Every passage of a piece of text, all kinds together; where two overlap, the surer kind stays."""

from palier.screening.homes import homes
from palier.screening.kinship import kinships
from palier.screening.nicknames import nicknames
from palier.screening.numbers import birthdates, birthdates_beside, emails, phones, procedure_numbers
from palier.screening.persons import persons
from palier.screening.places import place_words
from palier.screening.plates import plates
from palier.screening.reading import read
from palier.screening.situations import situations
from palier.screening.spans import Kind, Span, without_overlap


def detect(text: str) -> list[Span]:
    """The passages that point at a person: in order, none over another, in characters."""
    reading = read(text)
    places = place_words(reading)
    numbers = [*emails(reading), *birthdates(reading), *procedure_numbers(reading), *phones(reading), *plates(reading)]
    named = [span for span in without_overlap([*numbers, *persons(reading, places)]) if span.kind is Kind.PERSON]
    ranked = [*numbers, *nicknames(reading, places), *named, *birthdates_beside(reading, named)]
    ranked += [*kinships(reading, named), *homes(reading), *situations(reading, named)]
    return without_overlap(ranked)
