"""Figures drawn on the server as SVG, each with the same numbers in a table."""

from collections.abc import Iterable

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

WIDTH = 640
LABEL_WIDTH = 200
ROW_HEIGHT = 34


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
