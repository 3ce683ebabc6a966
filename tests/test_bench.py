"""`make bench` works: every measure runs to its end at its smallest size, and says what it measured."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.empty_database import sqlite_model

ROOT = Path(__file__).resolve().parents[1]
MISTAKES = [["--queries", "trois"], ["--only", "tout"], ["--keep", ".", "--engine", "postgresql"]]
EXPORTS = [f"{kind} : 100 lignes en " for kind in ("csv", "xlsx", "ods", "geojson")]
SMALL = ["--addresses", "1200", "--queries", "100", "--entries", "100", "--reports", "600"]
SMALL += ["--rows", "100", "--problems", "20", "--items", "10"]


def bench(*words):
    environment = {**os.environ, "PALIER_DEMONSTRATION": "nonsense"}  # the person's own settings are left out
    command = [sys.executable, "-m", "bench", *words]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, env=environment)


@pytest.mark.installation
@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_every_measure_runs_to_its_end(engine, tmp_path):
    kept = []
    if engine == "sqlite":
        shutil.copy(sqlite_model(), tmp_path / "palier.sqlite3")
        kept = ["--keep", str(tmp_path)]
    done = bench(*SMALL, "--engine", engine, *kept)
    assert done.returncode == 0, done.stdout + done.stderr
    awaited = (
        "100 voies, 1200 adresses",
        "toutes",
        "100 entrées vérifiées",
        " signalements, dont ",
        "accueil : ",
        "page de la proposition : ",
        "Éléments diffusables (docx) : ",
        "courriels à 15 partenaires : ",
        *EXPORTS,
    )
    for said in (*awaited, "s de processeur", "cœurs"):
        assert said in done.stdout


@pytest.mark.parametrize(
    "words", [["--queries", "trois"], ["--only", "tout"], ["--keep", "x", "--engine", "postgresql"]]
)
def test_a_size_that_cannot_be_read_is_refused_in_french(words):
    done = bench(*words)
    assert done.returncode == 2
    assert "erreur :" in done.stderr
    assert words[0] in done.stderr
