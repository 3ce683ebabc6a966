"""A paper as blocks of text, from the same plain data that the PDF is laid out from."""

from collections.abc import Iterable, Iterator
from typing import Any

from palier.documents.texts.blocks import Block, Bullets, Heading, Paragraph, Table

Data = dict[str, Any]
PROMISED = ("Promis", "Par", "Pour le", "Fait")
DECIDED = ("Décision", "Responsable", "Pour le", "Réponse")
RESERVED = "Réservé à la police."


def blocks_of(data: Data, layout: str) -> list[Block]:
    """Everything the paper says, in its order."""
    body = _public_elements(data) if layout == "public_elements" else _minutes(data)
    return [*_head(data), *body]


def title_of(data: Data) -> str:
    """The title of the document, as its properties and its footer tell it."""
    return f"{data['title']}, {data['group']}, {data['held_on']}"


def _head(data: Data) -> Iterator[Block]:
    if data["mark"]:
        yield Paragraph(data["mark"].upper(), style="mark")
    if data["fictional"]:
        yield Paragraph("Données fictives", style="caption")
    yield Paragraph(f"Groupe de partenariat opérationnel · {data['group']}", style="quiet")
    yield Heading(1, data["title"])
    for label, value in data["facts"]:
        if value:
            yield Paragraph(value, lead=f"{label} :")
    yield Paragraph(data["reminder"], lead="Confidentialité.")


def _minutes(data: Data) -> Iterator[Block]:
    yield from _attendance(data["attendance"])
    yield Heading(2, "Problématiques examinées")
    if not data["items"]:
        yield Paragraph("Aucune problématique n’a été examinée.")
    for item in data["items"]:
        yield from _item(item)
    if data["others"] or data["police_others"]:
        yield Heading(2, "Autres engagements suivis")
        yield from _rows(data["others"], PROMISED)
        yield from _reserved(data["police_others"])
    if data["remarks"]:
        yield Heading(2, "Remarques des participants")
        lines = ((row["organisation"], row["text"], _answered(row)) for row in data["remarks"])
        yield Table(("Organisation", "Remarque", "Réponse du chef de secteur"), tuple(lines), (12, 24, 20))
    if data["instructions"]:
        yield Heading(2, "Consignes à porter à l’ordre de service")
        lines = ((row["what"], row["who"], row["due"]) for row in data["instructions"])
        yield Table(("Consigne", "Lieu", "Jusqu’au"), tuple(lines), (24, 20, 9))
    if data["next_meeting"]:
        yield Heading(2, "Prochaine réunion")
        yield Paragraph(data["next_meeting"])
    if data["chain"]:
        yield Paragraph(f"Tête du journal à l’édition : {data['chain']}", style="quiet")
    yield Paragraph(data["validation"], style="quiet")
    yield Paragraph(data["signatory"], lead=f"{data['signatory_role']} :")


def _attendance(rows: list[Data]) -> Iterator[Block]:
    yield Heading(2, "Présences")
    if rows:
        lines = ((one["organisation"], ", ".join(one["present"]), ", ".join(one["missing"])) for one in rows)
        yield Table(("Organisation", "Présents", "Excusés ou absents"), tuple(lines), (13, 17, 14))
    else:
        yield Paragraph("Aucune présence n’a été notée.")


def _answered(row: Data) -> str:
    return " : ".join(part for part in (row["state"], row["answer"]) if part)


def _item(item: Data) -> Iterator[Block]:
    yield Heading(3, f"{item['number']}. {item['title']}")
    yield Paragraph("  ·  ".join(part for part in item["details"] if part), style="quiet")
    if item["summary"]:
        yield Paragraph(item["summary"])
    if item["promises"]:
        yield Paragraph("Ce qui était promis, ce qui a été fait", style="caption")
        yield from _rows(item["promises"], PROMISED)
    if item["decisions"]:
        yield Paragraph("Décidé", style="caption")
        yield from _rows(item["decisions"], DECIDED)
    elif item["outcome"]:
        yield Paragraph(item["outcome"], lead="Issue :")
    yield from _reserved(item["police_lines"])


def _rows(rows: Iterable[Data], heads: tuple[str, ...]) -> Iterator[Block]:
    if lines := tuple((row["what"], row["who"], row["due"], row["outcome"]) for row in rows):
        yield Table(heads, lines, (22, 13, 9, 14))


def _reserved(lines: list[str]) -> Iterator[Block]:
    if lines:
        yield Paragraph(RESERVED, style="mark")
        yield Bullets(tuple(lines))


def _public_elements(data: Data) -> Iterator[Block]:
    if data["words"]:
        yield Paragraph(data["words"])
    elif not data["items"]:
        yield Paragraph("Rien de cette réunion n’est à diffuser.")
    for item in data["items"]:
        yield Heading(2, item["heading"])
        if item["words"]:
            yield Paragraph(item["words"])
        for label, lines in (("Fait", item["done"]), ("En cours", item["under_way"])):
            if lines:
                yield Paragraph(label, style="caption")
                yield Bullets(tuple(lines))
    yield Paragraph(data["validation"], style="quiet")
