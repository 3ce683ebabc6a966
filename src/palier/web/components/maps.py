"""The map: local GeoJSON by MapLibre, with its list twin; drawing a pin, a line or an outline for a form."""

import json
from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

DRAWINGS = frozenset({"", "point", "line", "polygon", "any"})


@register.simple_block_tag(end_name="endmap")
def map(  # noqa: A001 - the word of the template
    content: str,
    *,
    label: str,
    sources: Iterable[dict[str, Any]] = (),
    id: str = "carte",
    draw: str = "",
    latitude: str = "id_latitude",
    longitude: str = "id_longitude",
    geometry: str = "id_geometry",
    bounds: Iterable[float] = (),
) -> SafeString:
    """A map and, as content, the same things as a list (compulsory, unless the map only draws).

    `sources` are dicts, drawn in order: `url` (GeoJSON), `kind` (area, line, point, cluster: points with a `number`),
    `label` for the legend, `tone` (accent, muted, warm, alert), `names` (write each feature's name), `frame` (the map
    opens on it), `moving` (asked again, with its `bbox`, each time the map moves), `attribution`.
    A feature's `name`, `detail` and `url` properties make its popup. `draw` (point, line, polygon, any) fills
    the hidden inputs whose ids are `latitude`, `longitude`, `geometry`. `bounds` = west, south, east, north.
    Whose data is drawn is written under the map, where it hides nothing.
    """
    if draw not in DRAWINGS:
        raise ValueError(f"{draw!r} is not a way to draw: choose among {sorted(DRAWINGS)}")
    layers = list(sources)
    mentions = [settings.PALIER_TILES_ATTRIBUTION if settings.PALIER_TILES_URL else ""]
    mentions += [layer.get("attribution", "") for layer in layers]
    context = {
        "content": content,
        "label": label,
        "id": id,
        "draw": draw,
        "inputs": {"latitude": latitude, "longitude": longitude, "geometry": geometry},
        "layers": layers,
        "sources": json.dumps(layers),
        "bounds": json.dumps(list(bounds)),
        "tiles": settings.PALIER_TILES_URL,
        "attributions": [mention for mention in dict.fromkeys(mentions) if mention],
    }
    return render_to_string("components/map.html", context)
