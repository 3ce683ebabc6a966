"""A server that writes at each request and answers with the ids it wrote: what the crash test kills."""

from collections.abc import Iterable
from typing import Any

from django.db import close_old_connections

from palier.config import wsgi  # sets Django up, as the product's own server does
from tests.journal.writing import write_batch

__all__ = ["application", "wsgi"]


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Write one batch, then say which rows it made."""
    body = ",".join(write_batch("Serveur")).encode()
    close_old_connections()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
