"""`palier serve`: the web server, with the worker beside it if asked."""

import argparse

from django.conf import settings

from palier.config.demonstration import port_is_free
from palier.config.processes import Household
from palier.config.server import serve
from palier.config.static import static_files_are_ready
from palier.kernel.errors import Refused

HELP = "Lance le serveur web (et, avec --with-worker, les travaux de fond)."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen and with how much."""
    parser.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (par défaut : %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port d’écoute (par défaut : %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="nombre de processus (par défaut : %(default)s)")
    parser.add_argument("--threads", type=int, default=4, help="fils par processus (par défaut : %(default)s)")
    parser.add_argument("--with-worker", action="store_true", help="lance aussi les travaux de fond")


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    if not port_is_free(options.host, options.port):
        raise Refused(f"Le port {options.port} est déjà pris sur {options.host} : choisissez-en un autre avec --port.")
    if not static_files_are_ready():
        raise Refused(f"Fichiers statiques absents de {settings.STATIC_ROOT} : lancez d’abord « palier static ».")
    if options.with_worker:
        web = ["serve", "--host", options.host, "--port", str(options.port)]
        web += ["--workers", str(options.workers), "--threads", str(options.threads)]
        return Household([web, ["worker"]]).run()
    serve(bind=f"{options.host}:{options.port}", workers=options.workers, threads=options.threads)
    return 0
