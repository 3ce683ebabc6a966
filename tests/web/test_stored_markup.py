"""What people typed is text: a tag stored in any free text never reaches a page as a tag, whoever reads it."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import F, Value
from django.db.models.functions import Concat, Left

from palier.journal import guards
from tests.web.matrix import every_row

TAG = "<i data-x=1>\"'"
ROOM = 30  # shorter columns hold codes
ROWS = {name: route for name, route in every_row().items() if route.method == "get"}


def free_texts() -> Iterator[tuple[type[models.Model], models.Field]]:
    """The columns that hold words of people: neither codes, nor choices, nor what the program computes."""
    for model in apps.get_models():
        if model.__module__.startswith("palier."):
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField)
                if is_text and (field.max_length or 10_000) > ROOM and not (field.choices or field.primary_key):
                    yield model, field


def taint() -> set[str]:
    """Put the tag before every stored text that has a space in it; the columns that now hold it."""
    tainted = set()
    for model, field in free_texts():
        room = (field.max_length or 10_000) - len(TAG)
        rows = model._base_manager.filter(**{f"{field.name}__contains": " "})
        if rows.update(**{field.name: Concat(Value(TAG), Left(F(field.name), room))}):
            tainted.add(f"{model._meta.model_name}.{field.name}")
    return tainted


@pytest.mark.sweep
def test_a_tag_that_somebody_stored_is_shown_as_text(world, client_for):
    guards.remove(connection)  # the labels of the journal are texts of people too
    assert {"report.text", "problem.title", "action.title", "place.name", "detail.subject_label"} <= taint()
    guards.install(connection)
    run, shown = [], 0
    clients = {member: client_for(member) for member in ("alice", "bruno", "agathe", "denis")}
    for name, route in sorted(ROWS.items()):
        for member, client in clients.items():
            response = client.get(route.url(name, world), dict(route.query))
            content = response.getvalue()
            if response.get("Content-Type", "").startswith("text/html"):
                page = content.decode()
                shown += "&lt;i data-x" in page
                if "<i data-x" in page:
                    run.append(f"{member} at {name}")
    assert not run
    assert shown > 100
