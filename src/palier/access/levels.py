"""Confidentiality levels, ordered (decision 1)."""

from enum import IntEnum


class Level(IntEnum):
    """How far a row may travel. A level is read per group; sealed is read by name only (decisions 1 and 2)."""

    POPULATION = 10
    GROUP = 20
    NAMED = 30
    POLICE = 40
    SEALED = 50

    @property
    def label(self) -> str:
        """The level as it is written on screens and documents."""
        return LABELS[self]

    @property
    def audience(self) -> str:
        """Who reads at this level, in one plain French sentence, for the badge shown above each text box."""
        return AUDIENCES[self]


LABELS = {
    Level.POPULATION: "Population",
    Level.GROUP: "Membres du groupe",
    Level.NAMED: "Organisations désignées",
    Level.POLICE: "Police",
    Level.SEALED: "Scellé",
}
AUDIENCES = {
    Level.POPULATION: "Diffusable à la population.",
    Level.GROUP: "Lu par les membres du groupe qui ont signé la charte.",
    Level.NAMED: "Lu par la police du groupe et les organisations désignées.",
    Level.POLICE: "Lu par la police du groupe seulement.",
    Level.SEALED: "Lu à l’écran par les seules personnes nommées ; n’apparaît nulle part ailleurs.",
}
LEVEL_CHOICES = [(level.value, LABELS[level]) for level in Level]
