"""Files as they come: encodings, separators, headers, and files that are no table at all."""

import time

import pytest

from palier.intake import tables
from palier.intake.tables import read_table
from palier.kernel.errors import Refused

HEADER = "Réunion du;Problématique;Localisation;Action;Qui fait;Délai;Réalisé"
LINE = "17/09/24;Hall occupé;12 rue des Lilas;réparer la porte;Bailleur;30/09/2024;O"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_is_found(encoding):
    table = read_table(f"{HEADER}\r\n{LINE} – 6 € …\r\n".replace("–", "–").encode(encoding))
    assert table.lines[0].cells["title"] == "Hall occupé"
    assert table.headers["done"] == "Réalisé"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator):
    table = read_table(f"{HEADER}\n{LINE}\n".replace(";", separator).encode())
    assert table.separator == separator
    assert table.lines[0].cells["who"] == "Bailleur"


def test_the_header_is_found_by_its_names_under_a_title_block():
    content = f"GPO de Digne\n\nMis à jour le 3 mars\n{HEADER.upper()}\n{LINE}\n;;;;;;\n"
    table = read_table(content.encode())
    assert [line.record for line in table.lines] == [5]
    assert table.empty == 1


def test_a_cell_may_hold_a_line_break_and_a_separator():
    table = read_table(f'{HEADER}\n17/09/24;"Hall ;\noccupé";x;y;PM;;\n{LINE}\n'.encode())
    assert [line.record for line in table.lines] == [2, 3]
    assert table.lines[0].cells["title"] == "Hall ;\noccupé"


def test_a_line_with_cells_too_many_is_set_aside_with_its_number():
    table = read_table(f"{HEADER}\n{LINE}\n{LINE};de trop\n".encode())
    assert [(bad.record, bad.field) for bad in table.bad] == [(3, "ligne entière")]
    assert "8 cellules pour 7 colonnes" in table.bad[0].reason
    assert len(table.lines) == 1


def test_a_short_line_reads_as_empty_cells():
    assert "done" not in read_table(f"{HEADER}\n17/09/24;Hall;x;y\n".encode()).lines[0].cells


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b" \r\n;;;;\r\n", "vide"),
        (b"PK\x03\x04" + b"x" * 50, "classeur"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "classeur"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "texte lisible"),
        (bytes(range(1, 32)) * 20, "texte lisible"),
        (b"%PDF-1.4\n%\x81\x8d\x8f\n", "texte lisible"),
        (b"x" * (tables.MAX_BYTES + 1), "5 Mo"),
        (b"nom;prenom;age\nA;B;3\n", "« Problématique », « Action »"),
        (f"{HEADER}\n".encode(), "que son en-tête"),
        (f'{HEADER}\n17/09/24;"{"Hall" * 40000};x;y\n'.encode(), "guillemet"),
    ],
    ids=["empty", "blank", "xlsx", "xls", "png", "noise", "pdf", "huge", "other table", "header only", "open quote"],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(content, words):
    with pytest.raises(Refused, match=words):
        read_table(content)


def test_a_file_of_too_many_lines_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "MAX_RECORDS", 5)
    with pytest.raises(Refused, match="plus de 5 lignes"):
        read_table(f"{HEADER}\n".encode() + f"{LINE}\n".encode() * 6)


def test_a_cell_too_long_to_be_a_cell_leaves_its_line_out():
    table = read_table(f"{HEADER}\n{LINE}\n17/09/24;Hall;x;{'y' * 6000};PM;;\n".encode())
    assert [line.record for line in table.lines] == [2]
    assert [(bad.record, "5000 caractères" in bad.reason) for bad in table.bad] == [(3, True)]


def test_a_line_of_endless_columns_is_not_searched_to_its_end():
    start = time.process_time()
    with pytest.raises(Refused, match="Colonne introuvable"):
        read_table(b"a;" * 500_000)
    assert time.process_time() - start < 5
