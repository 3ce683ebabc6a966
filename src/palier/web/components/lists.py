"""Blocks that list: tables, filters, pages, what happened, files."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palier.kernel.wording import unbroken

register = template.Library()

_UNFOLDED = 3


@register.simple_block_tag(end_name="enddata_table")
def data_table(
    content: str,
    *,
    caption: str,
    columns: str | Iterable[str],
    id: str = "",
    hide_caption: bool = False,
) -> SafeString:
    """A table; content = its `<tr>` rows. `columns` is a list, or one text with `|` between; `>` first = numbers.

    On a narrow screen each row becomes a card (by script; without it the table scrolls sideways).
    """
    names = columns.split("|") if isinstance(columns, str) else list(columns)
    heads = [(name.lstrip("> ").strip(), name.strip().startswith(">")) for name in names]
    context = {"content": content, "caption": caption, "heads": heads, "id": id, "hide_caption": hide_caption}
    return render_to_string("components/data_table.html", context)


@register.simple_tag(takes_context=True)
def filter_bar(
    context: Mapping[str, Any], *, form: forms.BaseForm, target: str = "", label: str = "Filtrer"
) -> SafeString:
    """A form of filters sent by GET to the same address; with `target` (a CSS selector) htmx swaps only the list.

    The fields that the form names in `more` are folded away until one of them is filled.
    """
    request = context.get("request")
    filled = {name for name in form.fields if form[name].value() not in (None, "", [], False)}
    more = getattr(form, "more", ())
    parts = {
        "first": [field for field in form if field.name not in more],
        "more": [field for field in form if field.name in more],
        "is_open": any(name in filled for name in more),
        "filled": bool(filled),
    }
    where = {"path": request.path if request else "", "target": target, "label": label}
    return render_to_string("components/filter_bar.html", {**parts, **where})


@register.simple_tag
def chip(*, label: str, url: str, is_read: bool = True) -> SafeString:
    """A criterion of a list; following it removes the criterion. `is_read` is false when it was not understood."""
    return render_to_string("components/chip.html", {"label": label, "url": url, "is_read": is_read})


@register.simple_tag(takes_context=True)
def pagination(context: Mapping[str, Any], *, page: Page[Any], label: str = "Pages") -> SafeString:
    """Links to the pages of a list, the filters of the address being kept; nothing when there is one page."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query.pop("page", None)
    kept = f"{query.urlencode()}&" if query else ""
    paginator = page.paginator
    numbers = list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    context = {"page": page, "numbers": numbers, "kept": kept, "label": label, "ellipsis": paginator.ELLIPSIS}
    return render_to_string("components/pagination.html", context)


@register.simple_tag
def timeline(*, entries: Iterable[Any], label: str = "Historique") -> SafeString:
    """What happened, newest first: entries (objects or dicts) with `at`, `text`, `who`, `detail`, `level`,
    and `changes`: what each field said, and says since (`label`, `before`, `after`).

    The same act repeated in the same minute is one line that says how many times; beyond three fields changed
    at once, they are folded.
    """
    return render_to_string("components/timeline.html", {"entries": _told_once(entries), "label": label})


def _told_once(entries: Iterable[Any]) -> list[dict[str, Any]]:
    lines = []
    for act, group in groupby(entries, key=_act):
        same = list(group)
        entry, times = same[0], len(same)
        text = unbroken(f"{act[1]} ({times} fois)" if times > 1 else act[1])
        shown = {name: _part(entry, name) for name in ("at", "who", "level", "detail", "changes")}
        lines.append({**shown, "text": text, "folded": len(shown["changes"] or ()) > _UNFOLDED})
    return lines


def _act(entry: Any) -> tuple[Any, ...]:
    minute = _part(entry, "at").replace(second=0, microsecond=0)
    return minute, *(_part(entry, name) for name in ("text", "who", "level", "detail", "changes"))


def _part(entry: Any, name: str) -> Any:
    return entry.get(name) if isinstance(entry, Mapping) else getattr(entry, name, None)


@register.simple_tag
def file_list(*, files: Iterable[Any]) -> SafeString:
    """Files to download: objects or dicts with `name`, `url`, `size` (bytes), `kind` (PDF, image…)."""
    return render_to_string("components/file_list.html", {"files": list(files)})
