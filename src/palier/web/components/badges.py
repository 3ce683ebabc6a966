"""Small marks: the state of a record, its confidentiality level, a person."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palier.access.levels import Level

register = template.Library()

TONES = frozenset({"", "info", "new", "success", "warning", "error"})


@lru_cache(maxsize=256)
def _drawn(template_name: str, **words: Any) -> SafeString:
    """A mark said of every line of a list: drawn once for the same words, which are all that it depends on."""
    return render_to_string(template_name, words)


@register.simple_tag
def state_badge(*, record: Any = None, label: str = "", tone: str = "") -> SafeString:
    """The state of a record in its own words; `tone` is one of info, new, success, warning, error, or nothing.

    A record may say its own tone in `state_tone`.
    """
    if record is not None:
        label = label or record.get_state_display()
        tone = tone or getattr(record, "state_tone", "")
    if tone not in TONES:
        raise ValueError(f"{tone!r} is not a tone: choose among {sorted(TONES)}")
    return _drawn("components/state_badge.html", label=label, tone=tone)


@register.simple_tag
def level_badge(*, level: int, audience: bool = False) -> SafeString:
    """The confidentiality level of what stands beside; with `audience`, the sentence that says who reads."""
    return _drawn("components/level_badge.html", level=Level(level), audience=audience)


@register.simple_tag
def person_chip(*, name: str, detail: str = "", url: str = "") -> SafeString:
    """A person with initials, and what that person is here (organisation, role)."""
    initials = "".join(word[0] for word in name.replace("-", " ").split()[:2]).upper()
    context = {"name": name, "detail": detail, "url": url, "initials": initials}
    return render_to_string("components/person_chip.html", context)


@register.simple_tag
def tag(*, label: str, url: str = "") -> SafeString:
    """A word that classes something (a category, a kind of place)."""
    return render_to_string("components/tag.html", {"label": label, "url": url})
