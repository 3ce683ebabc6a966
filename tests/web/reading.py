"""Reading every page as its readers receive it, for the proofs that go through them all."""

import io
import re
import zipfile
from dataclasses import dataclass

from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tests.web.matrix import Route

# What changes at each reading, whatever the facts.
MASKS = (
    (re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"'), b"csrf"),
    # The key drawn with each form, so that it is filed once.
    (re.compile(rb'name="(?:filing_)?key" value="[^"]+"'), b"key"),
    (re.compile(rb'"X-CSRFToken": ?"[^"]+"'), b"csrf"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, streamed or not, as the reader has it."""

    status: int
    kind: str
    headers: str
    body: bytes

    @property
    def masked(self) -> bytes:
        """The bytes, without what changes at each reading."""
        body = self.body
        for pattern, mask in MASKS:
            body = pattern.sub(mask, body)
        return body

    @property
    def text(self) -> str:
        """What a person could read in it: page, part, redirect, PDF, spreadsheet opened, or any text file."""
        if self.body.startswith((b"PK", b"%PDF")):
            return words_of_file(self.body)
        return self.body.decode("utf-8", "replace") + self.headers


def words_of_file(body: bytes) -> str:
    """What is read in a file, and in the files that it holds."""
    if body.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(body))
        return "\n".join(words_of_file(archive.read(name)) for name in archive.namelist())
    if body.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return body.decode("utf-8", "replace")


def ask(client: Client, url: str, route: Route, *, part: bool = False) -> Answer:
    """What this reader is answered: the whole page, or the part that htmx asks for."""
    headers = {"HX-Request": "true"} if part else {}
    response = getattr(client, route.method)(url, dict(route.query), headers=headers)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(response.status_code, response.get("Content-Type", ""), str(response.headers), body)


def ask_counting(client: Client, url: str, route: Route, *, part: bool = False) -> tuple[Answer, int]:
    """What this reader is answered, and how many queries it took."""
    reset_queries()  # the log of queries holds 9,000
    with CaptureQueriesContext(connection) as queries:
        answer = ask(client, url, route, part=part)
    return answer, len(queries)


def noticed(client: Client, url: str, route: Route, *, part: bool = False) -> tuple[int, bytes, int]:
    """All that this reader could notice: the status, the bytes, and what the number of queries does to the time."""
    answer, queries = ask_counting(client, url, route, part=part)
    return answer.status, answer.masked, queries


class Parts:
    """Which addresses answer htmx otherwise than the browser, learnt from the first reader who is let in.

    That is chosen by the view (`web.shell.pages`), never by the reader: an address that gives one reader the whole
    page gives it to all, and need not be read twice by each.
    """

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}

    def answered(self, name: str, client: Client, url: str, route: Route, whole: Answer) -> bool:
        """True when the part may differ from `whole`, which this reader was just given."""
        if route.method == "get" and whole.status == 200 and name not in self._known:
            self._known[name] = ask(client, url, route, part=True).masked != whole.masked
        return self._known.get(name, True)
