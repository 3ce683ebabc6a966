"""What `palier doctor` examines: each check answers with findings, in French, each with its remedy.

A check takes nothing and yields findings; the list `CHECKS` is the whole examination. Nothing is written.
"""

import os
import stat
import time
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from palier.config.database import missing_migrations
from palier.config.static import static_files_are_current, static_files_are_ready
from palier.config.troubles import database_trouble
from palier.jobs.models import Heartbeat
from palier.journal import guards
from palier.journal.anchoring import anchored
from palier.journal.verification import verify
from palier.kernel import clock
from palier.kernel.wording import counted
from palier.partners.models import User
from palier.search.rebuilding import count_behind

DEMONSTRATION_DOMAINS = ("@example.org", "@example.com", ".example")
SHORTEST_SECRET = 40
SHARED = ("db.DatabaseCache", "redis.", "memcached.", "filebased.")


class Weight(StrEnum):
    """How much a finding matters."""

    REFUSED = "REFUS"
    WARNED = "ATTENTION"
    FINE = "bien"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination."""

    weight: Weight
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"[{self.weight}] {self.what}" + (f"\n    → {self.remedy}" if self.remedy else "")


Check = Callable[[], Iterator[Finding]]


def refuse(what: str, remedy: str) -> Finding:
    """A finding that forbids production."""
    return Finding(Weight.REFUSED, what, remedy)


def warn(what: str, remedy: str) -> Finding:
    """A finding to look at."""
    return Finding(Weight.WARNED, what, remedy)


def settings_are_safe() -> Iterator[Finding]:
    """The switches that must be off, and the secret."""
    if settings.DEBUG:
        yield refuse("PALIER_DEBUG est actif : les erreurs montrent le code et les données.", "Retirez PALIER_DEBUG.")
    secret = settings.SECRET_KEY
    if secret == settings.DEVELOPMENT_SECRET or len(secret) < SHORTEST_SECRET:
        remedy = "Donnez à PALIER_SECRET_KEY une valeur tirée au hasard : openssl rand -base64 48"
        yield refuse("La clé secrète est celle du développement, ou trop courte.", remedy)
    if "*" in settings.ALLOWED_HOSTS:
        yield refuse(
            "PALIER_ALLOWED_HOSTS accepte tout nom.", "Donnez le ou les noms du site, séparés par des virgules."
        )


def the_demonstration_is_elsewhere() -> Iterator[Finding]:
    """No demonstration mode, account or data in a production."""
    if settings.DEMONSTRATION:
        yield refuse("Le mode démonstration est actif.", "Retirez PALIER_DEMONSTRATION.")
    known = sum(User.objects.filter(email__iendswith=domain).count() for domain in DEMONSTRATION_DOMAINS)
    if known:
        remedy = "Repartez d’une base neuve : la démonstration a la sienne (palier demo)."
        yield refuse(f"{counted(known, 'compte')} de démonstration dans cette base.", remedy)


def traffic_is_encrypted() -> Iterator[Finding]:
    """HTTPS, and the cookies and redirections that follow from it."""
    if not settings.HTTPS:
        remedy = "Mettez PALIER_BASE_URL=https://… et un serveur mandataire devant (deploy/nginx.conf)."
        yield refuse(f"L’adresse du site n’est pas en HTTPS ({settings.BASE_URL}).", remedy)
        return
    host = settings.BASE_URL.split("//", 1)[1].split("/", 1)[0].split(":", 1)[0]
    if host not in settings.ALLOWED_HOSTS:
        yield refuse(f"« {host} » n’est pas dans PALIER_ALLOWED_HOSTS.", "Ajoutez-le, sinon chaque page répond 400.")
    if not getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        remedy = "Derrière un mandataire sur cette machine, mettez PALIER_BEHIND_PROXY=1."
        yield warn("Les en-têtes du serveur mandataire ne sont pas crus.", remedy)


def limits_are_shared() -> Iterator[Finding]:
    """Rate limits live in the cache: it must be one for all processes, and answer."""
    backend = settings.CACHES["default"]["BACKEND"]
    if not any(kind in backend for kind in SHARED):
        yield refuse(
            "Le cache n’est pas partagé entre les processus : les limites d’essais ne tiennent pas.",
            "Gardez le réglage d’origine.",
        )
        return
    cache.set("palier-doctor", "1", 10)
    if cache.get("palier-doctor") != "1":
        yield refuse("Le cache partagé ne répond pas.", "Lancez « palier migrate », qui crée sa table.")


def the_database_is_ready() -> Iterator[Finding]:
    """The engine, the migrations, and the integrity that the engine itself reports."""
    if awaited := missing_migrations():
        yield refuse(f"{counted(len(awaited), 'migration')} à appliquer ({awaited[0]}…).", "Lancez « palier migrate ».")
    if connection.vendor == "sqlite":
        remedy = "Pour un département, préférez PostgreSQL (PALIER_DATABASE_URL) ; sinon sauvegardez souvent."
        yield warn("La base est SQLite.", remedy)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            answer = cursor.fetchone()[0]
        if answer != "ok":
            yield refuse(f"La base est abîmée : {answer}.", "Restaurez la dernière sauvegarde (palier restore).")


def the_record_is_intact() -> Iterator[Finding]:
    """The chain of the journal and its guards."""
    if absent := guards.missing(connection):
        remedy = "Cherchez qui les a retirées, puis « palier verify --restore-guards »."
        yield refuse(f"Gardes du journal absentes de la base : {len(absent)}.", remedy)
    verdict = verify(anchors=anchored())
    if verdict.broken:
        remedy = "Ne modifiez rien, copiez la base, lisez docs/operations/incident.md ; « palier verify » détaille."
        yield refuse(f"Le journal est rompu à l’entrée n° {verdict.broken.seq}.", remedy)


def files_are_private() -> Iterator[Finding]:
    """The data folder is readable by the service only, and writable."""
    folder: Path = settings.DATA_DIR
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        yield refuse(
            f"Le dossier des données {folder} n’existe pas ou n’est pas inscriptible.",
            "Créez-le et donnez-le au compte du service.",
        )
        return
    inside = [folder, settings.MEDIA_ROOT, folder / "palier.sqlite3", Path(settings.ANCHOR_FILE)]
    if any(path.exists() and stat.S_IMODE(path.stat().st_mode) & stat.S_IRWXO for path in inside):
        yield refuse(f"Le dossier {folder} est ouvert à tous les comptes de la machine.", f"chmod -R o-rwx {folder}")
    if not static_files_are_ready() or not static_files_are_current():
        yield refuse("Les fichiers statiques ne sont pas ceux de cette version.", "Lancez « palier static ».")


def the_clock_is_right() -> Iterator[Finding]:
    """Time zone known, and a clock that is neither in the past nor far from the database's."""
    if settings.TIME_ZONE not in zoneinfo.available_timezones():
        yield refuse(
            f"Fuseau horaire inconnu : {settings.TIME_ZONE}.", "Retirez PALIER_TIME_ZONE (Europe/Paris par défaut)."
        )
    with connection.cursor() as cursor:
        epoch = "strftime('%s','now')" if connection.vendor == "sqlite" else "EXTRACT(EPOCH FROM clock_timestamp())"
        cursor.execute(f"SELECT {epoch}")
        apart = abs(float(cursor.fetchone()[0]) - time.time())
    if apart > 120:  # noqa: PLR2004 - two minutes
        yield refuse(f"L’horloge est à {apart:.0f} s de celle de la base.", "Réglez l’heure (systemd-timesyncd).")


def mail_leaves() -> Iterator[Finding]:
    """A mail server and a sender that is not this machine."""
    if not settings.EMAIL_HOST:
        remedy = "Donnez PALIER_SMTP_HOST ; sans lui ni invitation ni code de connexion ne part."
        yield refuse("Aucun serveur de courriel.", remedy)
    if "@localhost" in settings.DEFAULT_FROM_EMAIL:
        yield refuse(
            "L’adresse d’expédition est celle d’origine.", "Donnez PALIER_MAIL_FROM, par exemple palier@mairie.fr."
        )


def background_work_runs() -> Iterator[Finding]:
    """A worker gave a sign of life lately, and what it ran did not fail."""
    now = clock.now()
    if not Heartbeat.objects.filter(seen_at__gte=now - settings.WORKER_SILENCE - timedelta(seconds=30)).exists():
        remedy = "Lancez le service palier-worker (deploy/) : il envoie les courriels et fait la purge quotidienne."
        yield warn("Aucun travail de fond ne tourne.", remedy)
    failed = DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED, finished_at__gte=now - timedelta(days=1)
    ).count()
    if failed:
        yield warn(
            f"{failed} travail(aux) de fond en échec depuis hier.", "Lisez les traces : journalctl -u palier-worker."
        )


def the_index_follows() -> Iterator[Finding]:
    """The index of the search says what the rows say."""
    if behind := count_behind():
        fiches = counted(behind, "fiche manque ou a changé", "fiches manquent ou ont changé")
        yield warn(f"L’index de recherche est en retard : {fiches}.", "Lancez « palier reindex ».")


CHECKS: dict[str, Check] = {
    "Réglages": settings_are_safe,
    "Démonstration": the_demonstration_is_elsewhere,
    "Chiffrement": traffic_is_encrypted,
    "Limites d’essais": limits_are_shared,
    "Base de données": the_database_is_ready,
    "Journal": the_record_is_intact,
    "Recherche": the_index_follows,
    "Fichiers": files_are_private,
    "Horloge": the_clock_is_right,
    "Courriel": mail_leaves,
    "Travaux de fond": background_work_runs,
}


def examine() -> Iterator[tuple[str, list[Finding]]]:
    """Every check in turn; one that cannot even run is itself a refusal, and does not hide the next.

    What keeps several checks from running is explained once.
    """
    explained: set[str] = set()
    for name, check in CHECKS.items():
        try:
            findings = list(check())
        except DatabaseError as error:
            findings = [_not_run(name, *database_trouble(error), explained)]
        yield name, findings


def _not_run(name: str, what: str, remedy: str, explained: set[str]) -> Finding:
    untold = f"{name} : ce contrôle n’a pas pu se faire"
    if remedy in explained:
        return refuse(f"{untold}, pour la même raison.", "")
    explained.add(remedy)
    return refuse(f"{untold}. {what}", remedy)
