"""Uploaded files: type by content, clean-up of metadata, storage outside static files, read like their subject."""
