"""Files as they come: formats, encodings, names that lie, and files that are damaged, locked, or made to harm."""

import io
import time
import tracemalloc
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from palier.intake.files import archives, delimited
from palier.intake.files.opening import MAX_BYTES, open_workbook
from palier.intake.files.sheets import column_name
from palier.intake.tracker import read_tracker
from palier.kernel.errors import Refused
from tests.intake.workbooks import (
    BLUE,
    DAY,
    GREEN,
    HALL,
    HEADINGS,
    ORANGE,
    RED,
    RODEO,
    book,
    commented,
    open_document,
    painted,
    with_part,
)  # fmt: skip

TODAY = date(2026, 11, 18)
HEADER = "Réunion du;Problématique;Localisation;Action;Qui fait;Délai;Réalisé"
LINE = "17/09/24;Hall occupé;12 rue des Lilas;réparer la porte;Bailleur;30/09/2024;O"
PLAIN = book(("SUIVI", [HEADINGS, HALL, RODEO]))


def csv_cells(content):
    (sheet,) = open_workbook(content).sheets
    return [[cell.text for cell in row] for row in sheet.rows.values()]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("cp1252", "windows-1252"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("mac_roman", "macintosh"),
        ("cp850", "dos"),
    ],
)
def test_the_encoding_is_found(encoding, named):
    content = f"{HEADER}\r\n{LINE.replace('réparer', 'réparer à côté')}\r\n".encode(encoding)
    workbook = open_workbook(content)
    assert (workbook.form, workbook.encoding) == ("CSV", named)
    assert csv_cells(content)[1][3] == "réparer à côté la porte"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator):
    content = f"{HEADER}\n{LINE}\n".replace(";", separator).encode()
    assert open_workbook(content).separator == separator
    assert csv_cells(content)[1][4] == "Bailleur"


def test_a_first_line_may_tell_the_separator():
    assert csv_cells(f"sep=|\r\n{HEADER}\n{LINE}\n".replace(";", "|").encode())[1][4] == "Bailleur"


def test_a_cell_may_hold_a_line_break_a_separator_and_a_formula_made_harmless():
    cells = csv_cells(f'{HEADER}\n17/09/24;"Hall ;\noccupé";x;\'- réparer;PM;;\n'.encode())
    assert cells[1][1:4] == ["Hall ;\noccupé", "x", "- réparer"]


def test_excel_gives_values_fills_comments_hidden_columns_and_merged_cells():
    def finish(made):
        sheet = made["SUIVI"]
        for row, colour in ((2, ORANGE), (3, GREEN)):
            painted(sheet.cell(row, 10), colour)
        painted(sheet["A2"], RED)
        painted(sheet["B2"], BLUE)
        commented(sheet["E2"], "à rappeler")
        sheet.column_dimensions["L"].hidden = True
        sheet["D3"] = None
        sheet.merge_cells("D2:D3")

    (sheet,) = open_workbook(book(("SUIVI", [HEADINGS, HALL, RODEO]), finish=finish)).sheets
    assert sheet.cell(2, 1).day == DAY
    assert [sheet.cell(2, place).colour for place in (0, 1, 9)] == ["rouge", "bleu", "orange"]
    assert (sheet.cell(3, 3).text, sheet.cell(3, 3).is_held) == ("12 rue des Lilas", True)
    assert sheet.comments == {(2, 4): "à rappeler"}
    assert sheet.hidden_columns == {11}
    assert [column_name(place) for place in (0, 25, 26, 701)] == ["A", "Z", "AA", "ZZ"]


def test_an_open_document_reads_like_the_same_excel_workbook():
    rows = [HEADINGS, HALL, RODEO]
    one, other = (read_tracker(made, today=TODAY) for made in (book(("S", rows)), open_document(("S", rows))))
    assert (one.form, other.form) == ("XLSX", "ODS")
    assert one.problems == other.problems


def edited(content, before, after):
    with ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("content.xml").decode()
    assert before in xml
    return with_part(content, "content.xml", xml.replace(before, after, 1).encode())


def test_an_open_document_says_its_hidden_columns_comments_and_merged_cells():
    content = open_document(("S", [HEADINGS, HALL, RODEO]))
    note = "<office:annotation><text:p>rappeler Mme Vialatte</text:p></office:annotation><text:p>Hall occupé</text:p>"
    content = edited(content, "<text:p>Hall occupé</text:p>", note)
    (sheet,) = open_workbook(content).sheets
    assert sheet.comments == {(2, 4): "rappeler Mme Vialatte"}
    tracker = read_tracker(content, today=TODAY)
    (passage,) = tracker.problems[0].persons
    assert ("Vialatte" in passage.text, passage.kept) == (True, False)


def test_rows_repeated_to_the_end_of_a_sheet_are_not_unfolded():
    content = open_document(("S", [HEADINGS, HALL, RODEO]))
    with ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("content.xml").decode()
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    tail = f'<table:table-row table:number-rows-repeated="1048573">{cell}</table:table-row></table:table>'
    content = with_part(content, "content.xml", xml.replace("</table:table>", tail, 1).encode())
    start = time.process_time()
    (sheet,) = open_workbook(content).sheets
    assert len(sheet.rows) == 3
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("suivi.csv", PLAIN, "« .csv », mais son contenu est du XLSX"),
        ("suivi.xlsx", f"{HEADER}\n{LINE}\n".encode(), "« .xlsx », mais son contenu est du CSV"),
        ("suivi.xlsx", PLAIN, ""),
        ("suivi", PLAIN, ""),
        ("SUIVI.XLSM", PLAIN, ""),
    ],
)
def test_a_name_that_lies_is_said_and_the_content_read(name, content, told):
    remarks = open_workbook(content, name).remarks
    assert [told in remark for remark in remarks] == ([True] if told else [])


def test_macros_are_neither_read_nor_run_and_it_is_said():
    workbook = open_workbook(with_part(PLAIN, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macro"), "suivi.xlsm")
    assert "ni lues ni lancées" in workbook.remarks[0]
    assert len(workbook.sheets[0].rows) == 3


def zipped(*parts):
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
MANIFEST = b'<manifest><file-entry full-path="content.xml"><encryption-data checksum="x"/></file-entry></manifest>'
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b" \r\n;;;;\r\n", "vide"),
        (b"\xef\xbb\xbf\r\n", "vide"),
        (PLAIN[: len(PLAIN) // 2], "abîmé"),
        (b"PK\x03\x04" + b"x" * 50, "abîmé"),
        (with_part(PLAIN, "xl/workbook.xml", b"<broken"), "abîmé"),
        (with_part(PLAIN, "xl/worksheets/sheet1.xml", b"\0" * 900), "abîmé"),
        (with_part(open_document(("S", [HEADINGS, HALL])), "content.xml", b"<office:"), "abîmé"),
        (LOCKED, "mot de passe"),
        (
            zipped(("mimetype", ODS_TYPE), ("content.xml", b"\x8f\x02"), ("META-INF/manifest.xml", MANIFEST)),
            "mot de passe",
        ),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "ancien format"),
        (zipped(("xl/workbook.bin", b"x")), "binaire"),
        (zipped(("word/document.xml", b"<x/>")), "Word"),
        (zipped(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")), "pas un tableau"),
        (zipped(("photo.jpg", b"x")), "archive"),
        (zipped(), "vide|abîmé"),
        (b"%PDF-1.4\n%\x81\x8d\x8f\n", "un PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "une image"),
        (bytes(range(1, 32)) * 20, "texte lisible"),
        (b"x" * (MAX_BYTES + 1), "10 Mo"),
        (b"nom;prenom;age\nA;B;3\n", "Aucun tableau de suivi"),
        (f"{HEADER}\n".encode(), "que son en-tête"),
        (book(("S", [HEADINGS])), "que son en-tête"),
        (book(("S", [])), "Aucun tableau de suivi"),
        (f'{HEADER}\n17/09/24;"{"Hall" * 40000};x;y\n'.encode(), "guillemet"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(content, words):
    with pytest.raises(Refused, match=words):
        read_tracker(content, today=TODAY)


def test_a_bomb_is_weighed_before_it_is_unfolded():
    bomb = with_part(PLAIN, "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * (archives.MAX_UNFOLDED + 1))
    assert len(bomb) < 200_000
    start = time.process_time()
    tracemalloc.start()
    with pytest.raises(Refused, match="beaucoup plus qu’un tableau"):
        open_workbook(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000
    assert time.process_time() - start < 5


def test_a_size_that_lies_unfolds_no_further_than_the_limit(monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNFOLDED", 200_000)
    content = with_part(PLAIN, "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 400_000)
    archive = ZipFile(io.BytesIO(content))
    archive.getinfo("xl/worksheets/sheet1.xml").file_size = 10
    with pytest.raises(Refused):
        archives.read_part(archive, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    "harm",
    [
        b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>',
    ],
)
def test_an_area_as_large_as_a_sheet_is_refused(harm):
    with ZipFile(io.BytesIO(PLAIN)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    content = with_part(PLAIN, "xl/worksheets/sheet1.xml", xml.replace(b"<pageMargins", harm + b"<pageMargins"))
    with pytest.raises(Refused, match="beaucoup plus"):
        open_workbook(content)


def test_an_entity_is_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    with pytest.raises(Refused, match="abîmé"):
        open_workbook(with_part(PLAIN, "xl/worksheets/sheet1.xml", bomb))


def test_a_cell_at_the_far_end_of_a_sheet_costs_nothing():
    made = openpyxl.load_workbook(io.BytesIO(PLAIN))
    made.active["XFD1048576"] = "oups"
    made.active["A1048576"] = "oups"
    out = io.BytesIO()
    made.save(out)
    start = time.process_time()
    assert len(read_tracker(out.getvalue(), today=TODAY).problems) == 2
    assert time.process_time() - start < 10


def test_too_many_lines_are_refused(monkeypatch):
    monkeypatch.setattr(delimited, "MAX_ROWS", 5)
    with pytest.raises(Refused, match="plus de 5 lignes"):
        open_workbook(f"{HEADER}\n".encode() + f"{LINE}\n".encode() * 6)


def test_a_line_of_endless_columns_is_not_searched_to_its_end():
    start = time.process_time()
    with pytest.raises(Refused, match="Aucun tableau"):
        read_tracker(b"a;" * 500_000, today=TODAY)
    assert time.process_time() - start < 5
