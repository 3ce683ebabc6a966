"""The traces of the program: ids and codes, never the content of a report, never the secret of a mailed link."""

import logging
import re

# A warning of the framework names the address that was asked; these addresses are keys.
_KEYS = "invitation|connexion/mot-de-passe|avis/arret|promesses|remarque|convocations|agenda|emargement"
_LINK = re.compile(rf"(/(?:{_KEYS})/)[^/\s]+(?=/|\s|$)")


class DiscreetFormatter(logging.Formatter):
    """A line of the log, in which the secret of a mailed link is not written."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, its tracebacks included."""
        return _LINK.sub(r"\1…", super().format(record))
