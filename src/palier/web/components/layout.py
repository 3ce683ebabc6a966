"""Blocks that lay a page out: its head, cards, definition lists, tabs."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.timezone import is_aware, localtime

from palier.kernel.wording import unbroken

register = template.Library()
_FIRST_RANK = 2  # the h1 is the title of the page

register.filter("unbroken", unbroken, is_safe=True)


@register.simple_block_tag(end_name="endpage_header")
def page_header(
    content: str, *, title: str, lead: str = "", over: str = "", back_url: str = "", back_label: str = "Retour"
) -> SafeString:
    """The head of a page: its one h1, a line above it (`over`), a lead, the way back; content = badges, buttons."""
    context = {
        "content": content,
        "title": title,
        "lead": unbroken(lead) if isinstance(lead, str) else lead,
        "over": over,
        "back_url": back_url,
        "back_label": back_label,
    }
    return render_to_string("components/page_header.html", context)


@register.simple_block_tag(end_name="endcard")
def card(
    content: str, *, title: str, url: str = "", detail: str = "", badge: str = "", heading: int = 3, tone: str = ""
) -> SafeString:
    """A card: a title that may lead somewhere, a line of detail, a badge already rendered, and its content."""
    context = {
        "content": content,
        "title": title,
        "url": url,
        "detail": detail,
        "badge": badge,
        "heading": f"h{heading}",
        "tone": tone,
    }
    return render_to_string("components/card.html", context)


@register.simple_block_tag(end_name="endsection")
def section(content: str, *, title: str, id: str = "", heading: int = _FIRST_RANK, lead: str = "") -> SafeString:
    """A titled part of a page; a part of the first rank bears an id, made of its title when none is given."""
    anchor = id or (f"partie-{slugify(title)}" if heading == _FIRST_RANK else "")
    context = {"content": content, "title": title, "id": anchor, "heading": f"h{heading}", "lead": lead}
    return render_to_string("components/section.html", context)


@register.simple_tag
def definition_list(*, rows: Iterable[tuple[Any, Any]]) -> SafeString:
    """Pairs of (label, value); days read JJ/MM/AAAA, numbers without idle zeros, an empty value « Non renseigné »."""
    shown = [(label, _as_read(value)) for label, value in rows]
    return render_to_string("components/definition_list.html", {"rows": shown})


def _as_read(value: Any) -> Any:
    if isinstance(value, datetime):
        return date_format(localtime(value) if is_aware(value) else value, "d/m/Y à H:i")
    if isinstance(value, date):
        return date_format(value, "d/m/Y")
    return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


@register.simple_tag
def tabs(*, links: Iterable[tuple[str, str]], current: str, label: str) -> SafeString:
    """Links of (label, address) drawn as tabs, the one at `current` being chosen. Works without script."""
    return render_to_string("components/tabs.html", {"links": list(links), "current": current, "label": label})
