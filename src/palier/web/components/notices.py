"""Blocks that tell: notices, alerts, empty places, the emergency numbers."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag(end_name="endalert")
def alert(content: str, *, tone: str = "info", title: str = "", small: bool = False) -> SafeString:
    """A boxed message; `tone` is info, success, warning or error."""
    return render_to_string("components/alert.html", {"content": content, "tone": tone, "title": title, "small": small})


@register.simple_block_tag(end_name="endnotice")
def notice(content: str, *, title: str = "") -> SafeString:
    """A remark that stands beside the text: a rule to remember, why something is asked."""
    return render_to_string("components/notice.html", {"content": content, "title": title})


@register.simple_block_tag(end_name="endempty_state")
def empty_state(content: str, *, title: str, action_url: str = "", action_label: str = "") -> SafeString:
    """What stands where there is nothing yet: says what to do first, and offers it."""
    context = {"content": content, "title": title, "action_url": action_url, "action_label": action_label}
    return render_to_string("components/empty_state.html", context)


@register.inclusion_tag("components/screening_notice.html")
def screening_notice(notice: Any) -> dict[str, Any]:
    """The passages of a text that seem to point at a person: shown, reworded in one press, or maintained with a reason.

    `notice` is what a screened form says of one box (`web/shell/screening.py`).
    """
    return {"notice": notice}


@register.inclusion_tag("components/emergency_notice.html")
def emergency_notice() -> dict[str, str]:
    """The emergency numbers: this service is not watched around the clock."""
    return {}
