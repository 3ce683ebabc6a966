"""`palier suggest-category` answers each line, plain text or JSON, by one JSON line, without a database."""

import json
import subprocess
import sys

from palier.config import cli
from tests.product import clean_environment


def ask(lines: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "palier", "suggest-category", *words]
    environment = clean_environment(PALIER_DATABASE_URL="postgres://nobody:x@127.0.0.1:9/none")
    return subprocess.run(command, check=False, capture_output=True, input=lines.encode(), env=environment)


def answers(done: subprocess.CompletedProcess[bytes]) -> list[dict]:
    assert done.returncode == cli.DONE, done.stderr
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_each_line_has_its_answer_in_order_with_three_codes_and_their_labels():
    lines = 'Rodéos et quads sur le mail\n\n{"id": 7, "text": "Seringues dans le square"}\n'
    first, empty, last = answers(ask(lines))
    assert first["codes"][0] == "C1"
    assert len(first["codes"]) == len(first["suggestions"]) == 3
    assert first["suggestions"][0]["label"].startswith("Rodéos")
    assert empty["codes"] == []
    assert (last["id"], last["codes"][0]) == (7, "B2")


def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path):
    path = tmp_path / "textes.txt"
    path.write_text("﻿Tags sur la façade\n", encoding="utf-8")
    assert answers(ask("", str(path)))[0]["codes"][0] == "D9"


def test_a_line_that_cannot_be_read_is_named():
    for line, told in (('{"text": 3}', "Ligne 1 : la clé « text »"), ("{oups", "Ligne 1 : ce JSON ne se lit pas")):
        done = ask(line)
        assert done.returncode == cli.FAILED
        assert told in done.stderr.decode()


def test_a_file_that_is_not_there_or_not_in_utf8_is_said_plainly(tmp_path):
    assert "Impossible de lire" in ask("", str(tmp_path / "rien.txt")).stderr.decode()
    (tmp_path / "latin.txt").write_bytes("éclairage".encode("latin-1"))
    assert "UTF-8" in ask("", str(tmp_path / "latin.txt")).stderr.decode()
    assert (
        "UTF-8"
        in subprocess.run(
            [sys.executable, "-m", "palier", "suggest-category"],
            check=False,
            capture_output=True,
            input="éclairage".encode("latin-1"),
            env=clean_environment(),
        ).stderr.decode()
    )
