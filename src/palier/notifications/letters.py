"""The mails of the service: each has a subject, a text and an HTML template, under `templates/mails/`."""

from html import unescape
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from palier.notifications.models import Message
from palier.notifications.outbox import Mail, enqueue
from palier.partners.models import Invitation


def write_letter(name: str, context: dict[str, Any], *, holds_secret: bool) -> Mail:
    """A mail from its three templates: `<name>_subject.txt`, `<name>.txt`, `<name>.html`."""
    context = {"base_url": settings.BASE_URL, **context}
    return Mail(
        kind=name,
        # Plain text: what stands for « & » in a page has no place in a subject.
        subject=unescape(render_to_string(f"mails/{name}_subject.txt", context)).strip(),
        text=render_to_string(f"mails/{name}.txt", context).strip() + "\n",
        html=render_to_string(f"mails/{name}.html", context),
        holds_secret=holds_secret,
        stop_link=context.get("stop_link", ""),
    )


def post_invitation(*, invitation: Invitation, token: str) -> Message:
    """Enqueue the mail that carries an invitation's link."""
    link = settings.BASE_URL + reverse("account:accept", kwargs={"token": token})
    mail = write_letter("invitation", {"invitation": invitation, "link": link}, holds_secret=True)
    return enqueue(recipient=invitation.email, mail=mail)
