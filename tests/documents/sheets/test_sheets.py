"""Files of a table: the same bytes for the same content, dates as dates, nothing that a spreadsheet would run."""

import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest

from palier.documents.sheets import WRITERS, Sheet, neutral

DAY = date(2026, 11, 2)
LINES = [["=1+1", datetime(2026, 11, 2, 9, 30, tzinfo=UTC), DAY, 44.5, None], ["é ; <&>\nfin", None, None, -3, 6.25]]


def written(kind):
    heads = ["Texte", "Instant", "Jour", "Latitude", "Longitude"]
    sheet = Sheet("Essai", heads, iter(LINES), [("Critères", "aucun")], DAY, (4, 3))
    out = io.BytesIO()
    WRITERS[kind](sheet, out)
    return out.getvalue()


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_the_same_content_gives_the_same_bytes(kind):
    assert written(kind) == written(kind)


def test_csv_is_for_a_french_spreadsheet():
    assert written("csv").decode("utf-8-sig").split("\r\n")[:2] == [
        "Texte;Instant;Jour;Latitude;Longitude",
        "'=1+1;02/11/2026 09:30;02/11/2026;44,5;",
    ]


def test_geojson_has_a_point_only_where_both_sides_are_known():
    features = json.loads(written("geojson"))["features"]
    assert [feature["geometry"] for feature in features] == [None, {"type": "Point", "coordinates": [6.25, -3]}]
    assert features[0]["properties"]["Jour"] == "2026-11-02"


def test_ods_is_a_spreadsheet_whose_dates_are_dates():
    archive = zipfile.ZipFile(io.BytesIO(written("ods")))
    assert archive.infolist()[0].filename == "mimetype"
    content = archive.read("content.xml").decode()
    assert 'office:date-value="2026-11-02T09:30:00"' in content
    assert "<text:p>é ; &lt;&amp;&gt;</text:p><text:p>fin</text:p>" in content


@pytest.mark.parametrize("text", ["=A1", "+1", "-1", "@A", "\t=A1", "\r=A1", "\n=A1", "\uff1dA1"])
def test_a_text_is_never_a_formula(text):
    assert neutral(text) == f"'{text}"


def test_what_no_file_may_hold_is_replaced():
    assert neutral("a\x00b\x1fc\ud800") == "a\ufffdb\ufffdc\ufffd"
