"""Exports: the rows of the list, all of them, in each format; nothing above the reader; no formula."""

import csv
import io
import json
import re
import zipfile
from html import unescape
from xml.etree import ElementTree

import pytest
from django.http import QueryDict
from django.urls import reverse

from palier.journal.models import Entry
from palier.web.finding import exports
from tests.web.finding.outputs import SUBJECTS, rows_of

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
ROW = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-row"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table"
CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
KEY = {"problems": "Référence", "reports": "Numéro"}


def fetched(client, name, kind, query=""):
    answer = client.get(f"{reverse(f'finding:{SUBJECTS[name].slug}-{kind}')}?{query}")
    assert answer.status_code == 200
    return answer.content


def csv_rows(body):
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))


def geojson_rows(body):
    return [feature["properties"] for feature in json.loads(body)["features"]]


def ods_firsts(body):
    tree = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(body)).read("content.xml"))
    rows = tree.findall(f".//{TABLE}")[1].findall(ROW)
    return [row.find(f".//{TEXT}").text for row in rows]


def xlsx_firsts(body):
    """The first cell of each row of the second sheet: constant memory keeps texts in their cells."""
    tree = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet2.xml"))
    return [row.find(f"{CELL}c/{CELL}is/{CELL}t").text for row in tree.iter(f"{CELL}row")]


def keys_of(client, name, query):
    """The references, or numbers, that each format holds."""
    key = KEY[name]
    return {
        "csv": [row[key] for row in csv_rows(fetched(client, name, "csv", query))],
        "geojson": [row[key] for row in geojson_rows(fetched(client, name, "geojson", query))],
        "ods": ods_firsts(fetched(client, name, "ods", query))[1:],
        "xlsx": xlsx_firsts(fetched(client, name, "xlsx", query))[1:],
    }


@pytest.mark.parametrize("reader", ["alice", "bruno", "dora"])
@pytest.mark.parametrize(("name", "query"), [("problems", "kind=parking"), ("reports", "words=moteurs")])
def test_each_format_holds_the_rows_of_the_list(ground, client_for, reader, name, query):
    subject, actor = SUBJECTS[name], ground.stage.actor(reader)
    filters = subject.filters(QueryDict(query), actor=actor, today=ground.stage.today)
    expected = [str(getattr(row, "reference", "") or row.number) for row in filters.rows()]
    assert len(expected) == len(rows_of(actor, subject, QueryDict(query)))
    assert keys_of(client_for(reader), name, query) == dict.fromkeys(("csv", "geojson", "ods", "xlsx"), expected)


def test_dates_are_all_there_and_the_police_columns_for_the_police_alone(ground, client_for):
    [row] = [
        row
        for row in csv_rows(fetched(client_for("alice"), "problems", "csv"))
        if row["Référence"] == ground["problem"].reference
    ]
    assert row["Suite judiciaire (police)"] == "Traitement judiciaire en cours"
    assert re.fullmatch(r"\d\d/\d\d/2026 \d\d:\d\d", row["Créée le"])
    assert any(value for head, value in row.items() if head.startswith("Entrée : "))
    for kind in ("csv", "geojson"):
        body = fetched(client_for("bruno"), "problems", kind).decode()
        assert "judiciaire" not in body
        assert "(police)" not in body


def test_the_file_says_what_it_is(ground, client_for):
    notes = json.loads(fetched(client_for("bruno"), "problems", "geojson", "kind=parking"))["metadata"]
    assert notes["Critères"] == "Type de lieu : Parking"
    assert "Membres du groupe" in notes["Niveau de lecture"]
    assert notes["Date"]
    assert "Licence" in notes["Usage et licences"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(ground, client_for, start):
    text = f'{start}HYPERLINK("http://example.org")'
    report = ground.stage.report(text=text)
    for kind in ("csv", "geojson"):
        body = fetched(client_for("bruno"), "reports", kind, f"words={report.number}")
        rows = csv_rows(body) if kind == "csv" else geojson_rows(body)
        assert [row["Faits constatés"] for row in rows] == [f"'{text}"]
    sheet = zipfile.ZipFile(io.BytesIO(fetched(client_for("bruno"), "reports", "xlsx"))).read(
        "xl/worksheets/sheet2.xml"
    )
    assert b"<f>" not in sheet
    assert f"'{text}" in unescape(sheet.decode())


def test_each_file_is_noted_without_its_words(ground, client_for):
    fetched(client_for("bruno"), "reports", "ods", "words=secret&kind=parking")
    entry = Entry.objects.unsealed("test").filter(event="export:file:make").latest("seq")
    assert entry.detail.payload == {"format": "ods", "criteria": ["words", "kind"]}
    assert entry.actor_id == ground.cast.users["bruno"].pk


def test_too_many_rows_are_not_cut_in_silence(ground, client_for, monkeypatch):
    monkeypatch.setattr(exports, "MOST_COUNTED", -1)
    client = client_for("alice")
    answer = client.get(reverse("finding:problem-csv") + "?kind=parking")
    assert answer.status_code == 303
    assert answer.url == "/mes-exports/?liste=problem&format=csv&criteres=kind%3Dparking"
    assert "Préparer cet export" in client.get(answer.url).text
