"""Blocks that act: buttons, forms, moves of a lifecycle, dialogs, steps."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol

from django import forms, template
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


class Asked(Protocol):
    """What a button says of a move: its label, and whether it asks for something first."""

    @property
    def label(self) -> str:
        """How it reads."""

    @property
    def asks(self) -> Any:
        """True when its form is shown first."""


@register.simple_tag
def button(
    *,
    label: str,
    url: str = "",
    kind: str = "primary",
    icon: str = "",
    small: bool = False,
    name: str = "",
    value: str = "",
    action: str = "",
    hidden: str = "",
) -> SafeString:
    """A link drawn as a button when it has a `url`, a submit button otherwise; `kind` primary, secondary, tertiary.

    With `action` the button sends its form to that address instead; `hidden` completes the label for who does not
    see the row it stands in.
    """
    context = {
        "label": label,
        "url": url,
        "kind": kind,
        "icon": icon,
        "small": small,
        "name": name,
        "value": value,
        "action": action,
        "hidden": hidden,
    }
    return render_to_string("components/button.html", context)


@register.simple_block_tag(takes_context=True, end_name="endform_block")
def form_block(
    context: Mapping[str, Any],
    content: str,
    *,
    form: forms.BaseForm,
    submit: str = "Enregistrer",
    cancel_url: str = "",
    action: str = "",
    kind: str = "primary",
) -> SafeString:
    """A whole form: token, error summary, fields, buttons; content = what stands between fields and buttons.

    `kind` is that of its button: one form of a page shines, the others are secondary.
    """
    request = context.get("request")
    return render_to_string(
        "components/form_block.html",
        {
            "form": form,
            "content": content,
            "submit": submit,
            "cancel_url": cancel_url,
            "action": action,
            "kind": kind,
            "token": get_token(request) if request else "",
        },
    )


@register.simple_tag(takes_context=True)
def move_buttons(
    context: Mapping[str, Any],
    *,
    steps: Mapping[str, Asked],
    url: str,
    version: int | None = None,
    asking: Collection[str] = (),
    back: Collection[str] = (),
) -> SafeString:
    """The moves this reader may try (from `workflow.engine.moves`), the way forward first.

    A move that asks for nothing is a POST to `url` with `move=<its name>` (and `version`); one that asks for words,
    or is named in `asking`, leads to `url?move=<its name>`, where its form is. Those named in `back` (undoing,
    giving up) come last and never shine.
    """
    request = context.get("request")
    token = get_token(request) if request else ""
    forward = sorted(steps.items(), key=lambda one: one[0] in back)
    shown = [
        {
            "name": name,
            "label": step.label,
            "asks": step.asks or name in asking,
            "shines": not rank and name not in back,
        }
        for rank, (name, step) in enumerate(forward)
    ]
    return render_to_string(
        "components/move_buttons.html", {"steps": shown, "url": url, "token": token, "version": version}
    )


@register.simple_block_tag(end_name="enddialog")
def dialog(content: str, *, id: str, title: str, opener: str, kind: str = "secondary") -> SafeString:
    """A dialog and the button that opens it; without script its content stands open under the button."""
    return render_to_string(
        "components/dialog.html", {"content": content, "id": id, "title": title, "opener": opener, "kind": kind}
    )


@register.simple_tag
def stepper(*, steps: Iterable[str], current: int) -> SafeString:
    """Where one stands in a task of several pages; `current` counts from 1."""
    names = list(steps)
    following = names[current] if current < len(names) else ""
    context = {"current": current, "total": len(names), "title": names[current - 1], "following": following}
    return render_to_string("components/stepper.html", context)
