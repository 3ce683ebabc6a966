"""Tables written to a file, row by row, in constant memory: CSV, XLSX, ODS, GeoJSON; the same cells in each."""

from palier.documents.sheets.cells import Sheet, neutral
from palier.documents.sheets.comma import write_csv
from palier.documents.sheets.excel import write_xlsx
from palier.documents.sheets.geojson import write_geojson
from palier.documents.sheets.opendocument import write_ods

WRITERS = {"csv": write_csv, "xlsx": write_xlsx, "ods": write_ods, "geojson": write_geojson}
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "geojson": "application/geo+json",
}

__all__ = ["CONTENT_TYPES", "WRITERS", "Sheet", "neutral"]
