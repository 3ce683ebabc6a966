"""Composition root: settings, urls, wsgi and the `palier` command."""
