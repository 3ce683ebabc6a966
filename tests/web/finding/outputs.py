"""Each output of one state of filters, read as the ids of its rows."""

import json
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from palier.kernel import clock
from palier.web.finding.subjects import PROBLEMS, REPORTS, Subject

SUBJECTS = {"problems": PROBLEMS, "reports": REPORTS}
PAGES = {"problems": "problematiques", "reports": "signalements"}


def listed(client: Client, subject: Subject, query: str) -> tuple[set[str], int]:
    """The rows of the list, all its pages, and the count that it announces."""
    found: set[str] = set()
    number, told = 1, -1
    while True:
        text = client.get(f"{reverse(subject.list_url)}?{query}&page={number}").text
        found |= set(re.findall(r'<th scope="row"><div><a href="/[a-z]+/([0-9a-f-]{36})/"', text))
        told = int(re.search(r'role="status"><strong>(\d+) ', text)[1])
        number += 1
        if f"page={number}" not in text:
            return found, told


def drawn(client: Client, subject: Subject, query: str) -> list[dict[str, Any]]:
    """The points of the map."""
    answer = client.get(f"{reverse(subject.points_url)}?{query}")
    return [feature["properties"] for feature in json.loads(answer.content)["features"]]


def rows_of(actor: Any, subject: Subject, data: Any) -> set[str]:
    """What the one function answers."""
    filters = subject.filters(data, actor=actor, today=clock.today())
    return {str(pk) for pk in filters.rows().values_list("pk", flat=True)}
