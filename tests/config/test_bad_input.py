"""Every command answers bad input with a French sentence and its exit code, and changes nothing."""

import gzip
import re
import socket
import tarfile
from typing import NamedTuple

import pytest
from django.db import DatabaseError, OperationalError

from palier.config import cli, troubles
from palier.config.demonstration import refusal_to_listen
from palier.journal.models import Entry
from palier.kernel.system import reason_of
from palier.partners.models import Invitation
from palier.territory.models import Street
from tests.product import palier_command
from tests.territory.test_load_addresses import OWN

ENGLISH = re.compile(r"Traceback|Errno|No such|not found|invalid|Is a directory|not a gzip|expected|Warning")
ROW = "04070,Digne,04000,3,,Rue A,44,6,numero,X\n"
GEOJSON = '{"type": "FeatureCollection", "features": [%s]}'
FEATURE = '{"type": "Feature", "properties": {"code": "04", "nom": %s}, "geometry": null}'
FILES = {
    "vide": b"",
    "binaire": b"\x89PNG\r\n" + bytes(range(256)) * 20,
    "autre.csv": "nom;prénom\nA;B\n".encode(),
    "latin.csv": (OWN + ROW.replace("Rue A", "Rue É")).encode("latin-1"),
    "negatif.csv": (OWN + ROW.replace(",3,", ",-3,") + ROW.replace(",44,", ",444,")).encode(),
    "nul.csv": (OWN + ROW.replace("Digne", "Di\0gne")).encode(),
    "coupe.csv.gz": gzip.compress((OWN + ROW * 900).encode())[:60],
    "nul.csv16": "Problématique;Action\nHall\0;Passer\n".encode("utf-16"),
    "faux.geojson": b"{",
    "profond.geojson": b"[" * 100_000,
    "nul.geojson": (GEOJSON % (FEATURE % '"A\\u0000"')).encode(),
    "demi.geojson": (GEOJSON % (FEATURE % '"A\\ud800"')).encode(),
    "sauvegarde": b"garbage",
    "liste.tar.gz": b"[]",
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with every bad file, where the command is run."""
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "dossier").mkdir()
    listed = tmp_path / "manifeste.json"
    listed.write_text("[]")
    with tarfile.open(tmp_path / "liste.tar.gz", "w:gz") as tar:
        tar.add(listed, "manifeste.json")
    whole = (tmp_path / "liste.tar.gz").read_bytes()
    (tmp_path / "coupe.tar.gz").write_bytes(whole[: len(whole) // 2])
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Case(NamedTuple):
    """A command, its exit code, and words that it says."""

    command: str
    code: int
    told: str


CASES = [
    ("import absent.csv", 1, "n’existe pas"),
    ("import dossier", 1, "c’est un dossier"),
    ("import vide", 1, "Le fichier est vide"),
    ("import binaire", 1, "Ce fichier est une image, pas un tableau"),
    ("import nul.csv16", 1, "n’est pas un texte lisible"),
    ("import autre.csv", 1, "Aucun tableau de suivi n’est reconnu"),
    ("import autre.csv --today hier", 2, "« hier » n’est pas une date AAAA-MM-JJ"),
    ("import autre.csv --yes", 2, "Dites quel groupe"),
    ("import autre.csv --yes --json", 2, "il ne va pas avec --json ni --preview"),
    ("import-addresses absent.csv", 1, "n’existe pas"),
    ("import-addresses dossier", 1, "c’est un dossier"),
    ("import-addresses vide", 1, "Le fichier est vide"),
    ("import-addresses binaire", 1, "n’est pas en UTF-8"),
    ("import-addresses autre.csv", 1, "colonnes absentes"),
    ("import-addresses latin.csv", 1, "Ligne 2, caractère"),
    ("import-addresses negatif.csv", 1, "« -3 » n’est pas un numéro"),
    ("import-addresses nul.csv", 1, "Ligne 2, colonne « commune » : un caractère invisible"),
    ("import-addresses coupe.csv.gz", 1, "incomplet ou abîmé"),
    ("import-boundaries villes faux.geojson", 2, "choix inconnu : « villes »"),
    ("import-boundaries departements absent.geojson", 1, "n’existe pas"),
    ("import-boundaries departements dossier", 1, "c’est un dossier"),
    ("import-boundaries departements vide", 1, "Le fichier est vide"),
    ("import-boundaries departements binaire", 1, "n’est pas en UTF-8"),
    ("import-boundaries departements faux.geojson", 1, "Ligne 1, colonne 2 : ce n’est pas du JSON"),
    ("import-boundaries departements profond.geojson", 1, "Ce n’est pas du JSON. Envoyez"),
    ("import-boundaries departements nul.geojson", 1, "élément 1 (04 A�), champ « nom » : Le nom contient"),
    ("import-boundaries departements demi.geojson", 1, "Le nom contient un caractère invisible"),
    ("backup dossier", 1, "existe déjà"),
    ("backup --check", 2, "Dites quelle archive relire"),
    ("backup --check absent.tar.gz", 1, "n’existe pas"),
    ("backup --check dossier", 1, "c’est un dossier"),
    ("backup --check sauvegarde", 1, "ce n’est pas une archive .tar.gz entière"),
    ("backup --check liste.tar.gz", 1, "ne vient pas de « palier backup »"),
    ("restore coupe.tar.gz", 1, "rchive"),
    ("restore vide", 1, "rchive"),
    ("minutes XXX --level public", 2, "choix inconnu : « public »"),
    ("minutes XXX", 1, "Aucune réunion tenue pour « XXX »"),
    ("verify --anchor zzz", 2, "n’est pas une empreinte"),
    ("invite-admin sans-arobase Nom", 1, "« sans-arobase »"),
    (f"invite-admin a@b.fr {'N' * 151}", 1, "150"),
    ("serve --port abc", 2, "« abc » n’est pas un nombre entre 1 et 65535"),
    ("serve --port 0", 2, "entre 1 et 65535"),
    ("serve --port -1", 2, "« -1 » n’est pas un nombre"),
    ("serve --workers 0", 2, "entre 1 et 64"),
    ("serve --threads -2", 2, "entre 1 et 64"),
    ("serve --host=", 2, "l’adresse est vide"),
]


@pytest.mark.parametrize("case", [Case(*case) for case in CASES], ids=lambda case: case.command[:60])
def test_bad_input_is_told_in_french_and_changes_nothing(here, db, capsys, case):
    before = sorted(path.name for path in here.iterdir())
    assert cli.main(case.command.split(" ")) == case.code
    said = "".join(capsys.readouterr())
    assert case.told in said
    assert not ENGLISH.search(said)
    assert not Street.objects.exists()
    assert not Invitation.objects.unsealed("test").exists()
    assert not Entry.objects.unsealed("test").exclude(event__startswith="partners:").exists()
    assert sorted(path.name for path in here.iterdir()) == before


def test_a_pdf_is_not_poured_into_a_terminal(db, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert cli.main(["minutes", "DIG-1"]) == cli.MISUSED
    assert "-o releve.pdf" in capsys.readouterr().err


def test_what_keeps_a_server_from_listening_is_told_apart(tmp_path):
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        port = squatter.getsockname()[1]
        assert "déjà pris" in refusal_to_listen("127.0.0.1", port)
    answer = palier_command("serve", "--host", "192.0.2.1", PALIER_DATA_DIR=str(tmp_path))  # kept for documentation
    assert answer.returncode == cli.FAILED
    assert "« 192.0.2.1 » n’est pas une adresse de cette machine" in answer.stderr


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"PALIER_DATABASE_URL": "oracle://compte@hote/base"}, "PALIER_DATABASE_URL ne nomme ni SQLite ni PostgreSQL"),
        ({"PALIER_DATABASE_URL": "n-importe-quoi"}, "PALIER_DATABASE_URL ne nomme ni SQLite ni PostgreSQL"),
        ({"PALIER_DATABASE_URL": "postgres://a:motdepasse@h:abc/x"}, "PALIER_DATABASE_URL ne se lit pas"),
        ({"PALIER_BASE_URL": "palier.fr"}, "PALIER_BASE_URL ne peut pas valoir « palier.fr »"),
        ({"PALIER_SMTP_PORT": "-5"}, "PALIER_SMTP_PORT ne peut pas valoir « -5 »"),
        ({"PALIER_WORKER_SILENCE": "0"}, "PALIER_WORKER_SILENCE ne peut pas valoir « 0 »"),
        ({"PALIER_LOG_LEVEL": "FORT"}, "PALIER_LOG_LEVEL ne peut pas valoir « FORT »"),
        ({"PALIER_TIME_ZONE": "Mars/Phobos"}, "PALIER_TIME_ZONE ne peut pas valoir « Mars/Phobos »"),
    ],
)
def test_a_setting_that_cannot_be_right_is_named(settings, told):
    answer = palier_command("verify", **settings)
    assert answer.returncode == cli.NOT_IN_ORDER
    assert told in answer.stderr
    assert "motdepasse" not in answer.stderr.replace("compte:motdepasse@hote", "")
    assert not ENGLISH.search(answer.stderr)


def test_a_file_that_is_no_database_is_told_without_a_traceback(tmp_path):
    (tmp_path / "palier.sqlite3").write_text("rien d’une base")
    answer = palier_command("migrate", PALIER_DATA_DIR=str(tmp_path), PALIER_DATABASE_URL="")
    assert answer.returncode == cli.NOT_IN_ORDER
    assert "abîmé, ou n’est pas une base" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "fichier").touch()
    answer = palier_command("migrate", PALIER_DATA_DIR=str(tmp_path / "fichier" / "dessous"), PALIER_DATABASE_URL="")
    assert answer.returncode == cli.NOT_IN_ORDER
    assert f"« {tmp_path}/fichier" in answer.stderr
    assert not ENGLISH.search(answer.stderr)


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("no such table: journal_entry", "palier migrate"),
        ('relation "journal_entry" does not exist', "palier migrate"),
        ("database is locked", "Recommencez"),
        ("connection failed: Connection refused", "PALIER_DATABASE_URL"),
        ("attempt to write a readonly database", "compte du service"),
        ("something never seen", "PALIER_DATA_DIR"),
    ],
)
def test_each_trouble_of_the_database_has_its_remedy(said, remedy):
    what, how = troubles.database_trouble(OperationalError(said))
    assert said in what
    assert remedy in how


@pytest.mark.django_db
def test_several_troubles_are_told_together_and_a_fault_of_the_program_is_not_hidden(monkeypatch, capsys):
    def purge(options):
        raise ExceptionGroup("purge", failures)

    monkeypatch.setattr("palier.config.commands.purge.run", purge)
    failures = [DatabaseError("database is locked"), DatabaseError("database is locked")]
    assert cli.main(["purge"]) == cli.NOT_IN_ORDER
    assert capsys.readouterr().err.count("Un autre programme tient la base") == 1
    failures.append(RuntimeError("a bug"))
    with pytest.raises(ExceptionGroup):
        cli.main(["purge"])


def test_a_rare_refusal_of_the_system_keeps_its_own_words():
    assert reason_of(OSError(28, "No space left")) == "le disque est plein"
    assert reason_of(OSError(99999, "Étrange")) == "Étrange"
    assert reason_of(OSError("seul")) == "seul"


def test_help_says_nothing_but_french(tmp_path):
    answer = palier_command("serve", "--help", PALIER_DATA_DIR=str(tmp_path))
    assert answer.returncode == 0
    assert answer.stderr == ""
    assert "--host ADRESSE" in answer.stdout
