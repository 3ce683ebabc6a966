"""Figures drawn on the server as SVG, each with the same numbers in a table."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palier.kernel.moments import DAYS, SLOTS, STEP, Moments

register = template.Library()

WIDTH = 640
LABEL_WIDTH = 200
ROW_HEIGHT = 34
CELL_WIDTH, CELL_HEIGHT, DAY_WIDTH, HEAD_HEIGHT = 30, 18, 34, 18


@register.simple_tag
def bars_figure(*, title: str, rows: Iterable[tuple[str, int | float]], unit: str = "", source: str = "") -> SafeString:
    """Horizontal bars, one per (label, value), with the table twin underneath."""
    pairs = list(rows)
    highest = max((value for _, value in pairs), default=0) or 1
    room = WIDTH - LABEL_WIDTH - 60
    bars = [
        {
            "label": label,
            "value": value,
            "y": index * ROW_HEIGHT + 6,
            "text_y": index * ROW_HEIGHT + 22,
            "width": round(room * value / highest, 1),
            "value_x": LABEL_WIDTH + round(room * value / highest, 1) + 8,
        }
        for index, (label, value) in enumerate(pairs)
    ]
    context = {
        "title": title,
        "bars": bars,
        "unit": unit,
        "source": source,
        "width": WIDTH,
        "label_x": LABEL_WIDTH,
        "label_end": LABEL_WIDTH - 10,
        "height": max(len(pairs), 1) * ROW_HEIGHT + 6,
    }
    return render_to_string("components/bars_figure.html", context)


@register.inclusion_tag("components/week_figure.html")
def week_figure(*, code: str) -> dict[str, Any]:
    """The hours of the week that a `Moments` code holds: drawn, and said in a sentence."""
    moments = Moments.read(code)
    cells = [
        {
            "x": DAY_WIDTH + slot * CELL_WIDTH,
            "y": HEAD_HEIGHT + day * CELL_HEIGHT,
            "is_on": day * len(SLOTS) + slot in moments.cells,
        }
        for day in range(len(DAYS))
        for slot in range(len(SLOTS))
    ]
    return {
        "label": moments.label,
        "cells": cells,
        "days": [(name[:3], HEAD_HEIGHT + rank * CELL_HEIGHT + 13) for rank, name in enumerate(DAYS)],
        "hours": [(hour, DAY_WIDTH + hour // STEP * CELL_WIDTH) for hour in range(0, 25, 6)],
        "width": DAY_WIDTH + len(SLOTS) * CELL_WIDTH + 12,
        "height": HEAD_HEIGHT + len(DAYS) * CELL_HEIGHT + 2,
    }
