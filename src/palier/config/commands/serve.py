"""`palier serve`: the web server, with the worker beside it if asked."""

import argparse

from django.conf import settings

from palier.config.arguments import host, port, processes
from palier.config.demonstration import refusal_to_listen
from palier.config.processes import Household
from palier.config.server import serve
from palier.config.static import static_files_are_ready
from palier.kernel.errors import Refused

HELP = "Lance le serveur web (et, avec --with-worker, les travaux de fond)."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen and with how much."""
    add = parser.add_argument
    where = "adresse d’écoute (par défaut : %(default)s, cette machine seulement)"
    add("--host", type=host, default="127.0.0.1", metavar="ADRESSE", help=where)
    add("--port", type=port, default=8000, help="port d’écoute (par défaut : %(default)s)")
    add("--workers", type=processes, default=2, metavar="N", help="nombre de processus (par défaut : %(default)s)")
    add("--threads", type=processes, default=4, metavar="N", help="fils par processus (par défaut : %(default)s)")
    parser.add_argument("--with-worker", action="store_true", help="lance aussi les travaux de fond")


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    if refusal := refusal_to_listen(options.host, options.port):
        raise Refused(refusal)
    if not static_files_are_ready():
        raise Refused(f"Fichiers statiques absents de {settings.STATIC_ROOT} : lancez d’abord « palier static ».")
    if options.with_worker:
        web = ["serve", "--host", options.host, "--port", str(options.port)]
        web += ["--workers", str(options.workers), "--threads", str(options.threads)]
        return Household([web, ["worker"]]).run()
    host = f"[{options.host}]" if ":" in options.host else options.host
    serve(bind=f"{host}:{options.port}", workers=options.workers, threads=options.threads)
    return 0
