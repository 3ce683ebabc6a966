"""The `palier` command: finds the command's module, reads its arguments, runs it, and speaks French on failure.

Exit codes: 0 done; 1 refused, or the check found something; 2 misused (unknown command or argument);
3 a setting or the database is not in order; 130 interrupted by Ctrl-C.
"""

import argparse
import ast
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import django
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError, ProgrammingError

from palier.config import commands
from palier.config.french import speak_french
from palier.config.release import installed_version
from palier.kernel.errors import Refused, Stale

DONE, FAILED, MISUSED, NOT_IN_ORDER, INTERRUPTED = 0, 1, 2, 3, 130
ON_DEMONSTRATION = ("demo", "demo-code")
EPILOG = (
    "« palier COMMANDE --help » détaille une commande. "
    "Codes de sortie : 0 fait ; 1 refusé ou anomalie trouvée ; 2 commande mal écrite ; "
    "3 réglage ou base de données à revoir ; 130 interrompu par Ctrl-C."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing but French reaches the person."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    speak_french()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palier.config.settings")
    try:
        return _run(words)
    except (Refused, Stale) as refusal:
        return _complain(refusal.message, FAILED)
    except ImproperlyConfigured as error:
        return _complain(f"Réglage manquant ou non valable : {error}\n{_WHERE_SETTINGS}", NOT_IN_ORDER)
    except (OperationalError, ProgrammingError) as error:
        return _complain(f"La base de données ne répond pas comme prévu : {error}\n{_WHERE_DATABASE}", NOT_IN_ORDER)
    except KeyboardInterrupt:
        return _complain("Interrompu.", INTERRUPTED)
    except BrokenPipeError:
        # The reader (`| head`) left: not a fault; what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


_WHERE_SETTINGS = "Les variables d’environnement PALIER_… sont décrites dans docs/operations/reglages.md."
_WHERE_DATABASE = (
    "Première installation ou mise à jour : « palier migrate ». Sinon vérifiez PALIER_DATABASE_URL et PALIER_DATA_DIR."
)


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
    _read_settings()
    module = importlib.import_module(f"{commands.__name__}.{known[name]}")
    parser = _parser(name, module)
    try:
        options = parser.parse_args(rest)
    except SystemExit as stop:
        return int(stop.code or DONE)
    return int(module.run(options))


def _read_settings() -> None:
    try:
        django.setup()
    except ValueError as error:  # a number or an address that cannot be read
        raise ImproperlyConfigured(_guilty_setting(str(error))) from error


def _guilty_setting(error: str) -> str:
    """The variable whose value the error quotes, or the error itself."""
    ours = ((name, value) for name, value in os.environ.items() if name.startswith("PALIER_") and value)
    return next((f"{name} ne peut pas valoir « {value} »." for name, value in ours if value in error), error)


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
