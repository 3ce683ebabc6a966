"""The `palier` command: finds the command's module, reads its arguments, runs it, and speaks French on failure.

Exit codes: 0 done; 1 refused, or the check found something; 2 misused (unknown command or argument);
3 a setting, the database or the disk is not in order; 130 interrupted by Ctrl-C.
"""

import argparse
import ast
import atexit
import gc
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import django
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from palier.config import commands
from palier.config.arguments import Misused
from palier.config.french import speak_french
from palier.config.release import installed_version
from palier.config.troubles import WHERE_SETTINGS, database_trouble, system_trouble
from palier.kernel.errors import Refused, Stale

DONE, FAILED, MISUSED, NOT_IN_ORDER, INTERRUPTED = 0, 1, 2, 3, 130
ON_DEMONSTRATION = ("demo", "demo-code")
# What a person can mend.
TROUBLES = (Refused, Stale, Misused, ImproperlyConfigured, DatabaseError, OSError)
EPILOG = (
    "« palier COMMANDE --help » détaille une commande. "
    "Codes de sortie : 0 fait ; 1 refusé ou anomalie trouvée ; 2 commande mal écrite ; "
    "3 réglage, base de données ou disque à revoir ; 130 interrompu par Ctrl-C."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing but French reaches the person."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    speak_french()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palier.config.settings")
    try:
        return _run(words)
    except KeyboardInterrupt:
        return _complain("Interrompu.", INTERRUPTED)
    except BrokenPipeError:
        # The reader (`| head`) left: not a fault; what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except TROUBLES as error:
        return _complain(*_told(error))
    except ExceptionGroup as group:
        # Several purges went wrong, each in its own way: told one by one, unless one is a fault of the program.
        known, unknown = group.split(TROUBLES)
        if known is None or unknown is not None:
            raise
        sentences, codes = zip(*map(_told, _leaves(known)), strict=True)
        return _complain("\n".join(dict.fromkeys(sentences)), max(codes))


def _leaves(group: ExceptionGroup[Exception]) -> Iterator[Exception]:
    for error in group.exceptions:
        yield from _leaves(error) if isinstance(error, ExceptionGroup) else (error,)


def _told(error: Exception) -> tuple[str, int]:
    """What to say of what went wrong, and the exit code. Anything else is a fault of the program, shown whole."""
    match error:
        case Refused() | Stale():
            return error.message, FAILED
        case ImproperlyConfigured():
            return f"Réglage manquant ou non valable : {error}\n{WHERE_SETTINGS}", NOT_IN_ORDER
        case DatabaseError():
            return "\n".join(database_trouble(error)), NOT_IN_ORDER
        case OSError():
            return system_trouble(error), NOT_IN_ORDER
        case _:
            return str(error), MISUSED


def names() -> dict[str, str]:
    """The commands: name on the command line -> name of the module."""
    found = (module.name for module in pkgutil.iter_modules(commands.__path__) if not module.name.startswith("_"))
    return {module.rstrip("_").replace("_", "-"): module for module in sorted(found)}


def _run(words: list[str]) -> int:
    if not words or words[0].startswith("-"):
        return _overview(words)
    name, rest = words[0], words[1:]
    known = names()
    if name not in known:
        return _complain(f"Commande inconnue : « {name} ». « palier --help » donne la liste.", MISUSED)
    if name in ON_DEMONSTRATION:
        # The demonstration has its own database: its environment is laid before the settings are read.
        importlib.import_module("palier.config.demonstration").prepare_environment()
    with _loading_for_good():
        _read_settings()
        module = importlib.import_module(f"{commands.__name__}.{known[name]}")
    parser = _parser(name, module)
    try:
        options = parser.parse_args(rest)
    except SystemExit as stop:
        return int(stop.code or DONE)
    return int(module.run(options))


@contextmanager
def _loading_for_good() -> Iterator[None]:
    """What is loaded here is never garbage: collecting it, and again at the end, took a third of a short command."""
    if apps.ready:  # by somebody else, who may throw away
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
    # Nobody collects the connection any more: SQLite folds its write-ahead log into the file at the last close.
    atexit.register(connections.close_all)


def _read_settings() -> None:
    try:
        django.setup()
    except ValueError as error:  # a number or an address that cannot be read
        raise ImproperlyConfigured(_guilty_setting(error)) from error


def _guilty_setting(error: ValueError) -> str:
    """The variable whose value the error, or what caused it, quotes; else the error itself."""
    said = f"{error} {error.__cause__ or ''}"
    ours = ((name, value) for name, value in os.environ.items() if name.startswith("PALIER_") and value)
    return next((f"{name} ne peut pas valoir « {value} »." for name, value in ours if value in said), str(error))


def _parser(name: str, module: ModuleType) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"palier {name}", description=module.HELP, allow_abbrev=False)
    module.add_arguments(parser)
    return parser


def _overview(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="palier",
        usage="palier COMMANDE [options]",
        description="Palier, logiciel libre des groupes de partenariat opérationnel.",
        epilog=EPILOG,
        allow_abbrev=False,
    )
    versioned = f"palier {installed_version()}"
    parser.add_argument("--version", action="version", version=versioned, help="affiche la version et s’arrête")
    described = parser.add_argument_group("commandes")
    for name, module in names().items():
        described.add_argument(name, nargs="?", metavar=name, help=_help_of(module))
    try:
        parser.parse_args(words)
    except SystemExit as stop:
        return int(stop.code or DONE)
    parser.print_help(sys.stderr)
    return MISUSED


def _help_of(module: str) -> str:
    """The HELP of a command, read from its source: the list must come even when the settings are wrong."""
    source = Path(commands.__path__[0], f"{module}.py").read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        match node:
            case ast.AnnAssign(target=ast.Name(id="HELP"), value=ast.Constant(value=str(sentence))):
                return sentence.replace("%", "%%")
            case ast.Assign(targets=[ast.Name(id="HELP")], value=ast.Constant(value=str(sentence))):
                return sentence.replace("%", "%%")
    return ""


def _complain(message: str, code: int) -> int:
    sys.stderr.write(message.rstrip() + "\n")
    return code
