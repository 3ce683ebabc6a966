"""What the colours mean in a tracker: its own legend, else what such colours usually mean."""

import re
from collections.abc import Iterable, Mapping

from palier.intake.files.sheets import Cell
from palier.intake.words import fold

USUAL = {
    "vert": "réglé",
    "orange": "en cours",
    "jaune": "en cours",
    "rouge": "en cours",
    "bleu": "en observation",
}
_COLOURS = "vert|orange|rouge|bleu|gris|jaune|violet|rose"
_SAID = re.compile(
    rf"\b({_COLOURS})e?s?\b\s*(?:=|:|->|→)\s*(.+?)(?=\s{{2,}}|\s*\b(?:{_COLOURS})e?s?\b\s*[=:]|[;|\n,]|$)"
)
_LONGEST = 400


def read_legend(cells: Iterable[Cell]) -> Mapping[str, str]:
    """Colour -> its meaning, from « vert = réglé » or from a coloured cell that holds one wording."""
    found: dict[str, str] = {}
    for cell in cells:
        if not cell.text or len(cell.text) > _LONGEST:
            continue
        said = _SAID.findall(cell.text.lower())
        for colour, meaning in said:
            found.setdefault(colour, meaning.strip())
        if not said and cell.colour and len(fold(cell.text).split()) <= 4:  # noqa: PLR2004 - a meaning is short
            found.setdefault(cell.colour, cell.text)
    return found
