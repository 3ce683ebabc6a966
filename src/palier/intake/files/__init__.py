"""From the bytes of a file to its sheets: XLSX, ODS or CSV, whatever its name says. Nothing is written or run."""
