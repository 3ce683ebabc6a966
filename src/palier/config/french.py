"""The words argparse itself says (usage, options, errors), in French.

argparse fetches each of its sentences through its module-level `_`; ours looks them up here first.
"""

import argparse
from gettext import gettext

WORDS = {
    "usage: ": "usage : ",
    "positional arguments": "arguments",
    "options": "options",
    "optional arguments": "options",
    "subcommands": "commandes",
    "show this help message and exit": "affiche cette aide et s’arrête",
    "%(prog)s: error: %(message)s\n": "%(prog)s : erreur : %(message)s\n",
    "the following arguments are required: %s": "il manque : %s",
    "one of the arguments %s is required": "il faut l’un de ces arguments : %s",
    "unrecognized arguments: %s": "arguments inconnus : %s",
    "not allowed with argument %s": "ne va pas avec l’argument %s",
    "expected one argument": "attend une valeur",
    "expected at least one argument": "attend au moins une valeur",
    "expected at most one argument": "attend au plus une valeur",
    "ignored explicit argument %r": "n’attend pas de valeur (reçu : %r)",
    "invalid %(type)s value: %(value)r": "valeur non valable : « %(value)s »",
    "invalid choice: %(value)r (choose from %(choices)s)": "choix inconnu : « %(value)s » (possibles : %(choices)s)",
    "ambiguous option: %(option)s could match %(matches)s": "option ambiguë : %(option)s (%(matches)s)",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "can't open '%(filename)s': %(error)s": "impossible d’ouvrir « %(filename)s » : %(error)s",
    " (default: %(default)s)": " (par défaut : %(default)s)",
}


def _in_french(message: str) -> str:
    return WORDS.get(message) or gettext(message)


def speak_french() -> None:
    """Have every parser of this process speak French; twice is the same as once."""
    argparse._ = _in_french  # type: ignore[attr-defined]  # argparse's own hook for its sentences
