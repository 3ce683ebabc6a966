"""The shapes that the arguments of commands may have; what does not fit is told in French (exit code 2)."""

import argparse
import re
from datetime import date

MOST_PROCESSES = 64
LAST_PORT = 65_535
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


class Misused(Exception):
    """A command written wrong in a way that no single argument shows; the message says how to write it."""


def port(text: str) -> int:
    """A TCP port."""
    return _between(text, 1, LAST_PORT)


def processes(text: str) -> int:
    """How many processes, or threads of a process."""
    return _between(text, 1, MOST_PROCESSES)


def host(text: str) -> str:
    """An address to listen at; an empty one would mean all of them."""
    if not text.strip():
        raise argparse.ArgumentTypeError("l’adresse est vide ; 0.0.0.0 les veut toutes")
    return text.strip()


def day(text: str) -> date:
    """A day, as computers write it."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas une date AAAA-MM-JJ") from error


def fingerprint(text: str) -> str:
    """A hash of the journal, as mailed or printed: a slip of the pen must not pass for a broken chain."""
    given = text.strip().lower()
    if not _FINGERPRINT.fullmatch(given):
        raise argparse.ArgumentTypeError(f"« {text[:80]} » n’est pas une empreinte (64 chiffres et lettres de a à f)")
    return given


def _between(text: str, least: int, most: int) -> int:
    # isdecimal alone would let through the digits of other scripts.
    if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"« {text[:30]} » n’est pas un nombre entre {least} et {most}")
    return int(text)
