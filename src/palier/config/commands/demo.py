"""`palier demo`: the whole product with invented data, on this machine only. Nothing to configure."""

import argparse
import time
from pathlib import Path

from django.conf import settings

from palier.config import demonstration as demo
from palier.config.arguments import port
from palier.config.database import missing_migrations, prepare_database
from palier.config.processes import Household
from palier.config.release import installed_version
from palier.demo.people import PASSWORD, PEOPLE
from palier.kernel import clock
from palier.kernel.errors import Refused

HELP = "Lance la démonstration : données fictives, serveur web et travaux de fond sur 127.0.0.1."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where, and whether to start again from nothing."""
    parser.add_argument("--port", type=port, default=8000, help="port d’écoute (par défaut : %(default)s)")
    parser.add_argument("--fresh", action="store_true", help="efface la démonstration et la recharge")
    parser.add_argument("--load-only", action="store_true", help="charge les données sans lancer le serveur")


def run(options: argparse.Namespace) -> int:
    """Load what is not loaded, start both processes, show where and as whom to enter; stop on Ctrl-C."""
    start = time.monotonic()
    if not options.load_only and not demo.port_is_free(demo.HOST, options.port):
        advice = f"make demo PORT={options.port + 1}"
        raise Refused(f"Le port {options.port} est déjà pris sur cette machine. Essayez : {advice}")
    _load(settings.DATA_DIR, fresh=options.fresh)
    if options.load_only:
        return 0
    address = f"http://{demo.HOST}:{options.port}"
    web = ["serve", "--host", demo.HOST, "--port", str(options.port)]
    household = Household([web, ["worker"]], {"PALIER_BASE_URL": address})

    def welcome() -> None:
        if demo.wait_until_served(options.port, given_up=lambda: household.stopping):
            print(f"\nPalier est prêt ({time.monotonic() - start:.0f} s) : {address}\n\n{accounts_table()}", flush=True)
            print("Ctrl-C arrête le serveur et les travaux de fond.", flush=True)

    code = household.run(ready=welcome)
    print("\nDémonstration arrêtée ; ses données restent dans", settings.DATA_DIR)
    return code


def accounts_table() -> str:
    """The demonstration accounts and what each sees, the password, and how to get a code, for a terminal."""
    rows = [("COMPTE", "QUI", "CE QU’IL VOIT"), *((one.email, one.name, one.sees) for one in PEOPLE)]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    lines = [f"  {mail:<{widths[0]}}  {who:<{widths[1]}}  {sees}" for mail, who, sees in rows]
    return "\n".join(
        [
            *lines,
            f"\nMot de passe de tous les comptes : {PASSWORD}",
            "Second facteur (police, mandats)   : .venv/bin/palier demo-code ADRESSE",
            "Les autres membres des groupes n’ont pas de mot de passe : ils agissent dans l’histoire.",
        ]
    )


def _load(home: Path, *, fresh: bool) -> None:
    if fresh or not demo.is_loaded(home):
        demo.clear(home)  # what an interrupted loading left is of no use
    elif not missing_migrations():
        print("Démonstration déjà chargée (« --fresh » la recharge).", flush=True)
        return
    prepare_database(say=_say)
    if not demo.is_loaded(home):
        from palier.demo.load import load_demonstration  # noqa: PLC0415 - a second start has no use for it

        print("Chargement des données fictives (une à trois minutes la première fois)…", flush=True)
        load_demonstration(_say, now=clock.now(), today=clock.today())
        demo.mark_loaded(home, installed_version())


def _say(line: str) -> None:
    print(f"  {line}", flush=True)
