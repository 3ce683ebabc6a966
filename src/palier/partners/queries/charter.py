"""Reads about the charter: what I signed, who has not signed yet."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from palier.access.actor import Actor
from palier.partners.actors import current_charter
from palier.partners.models import Charter, CharterSignature, Contact, Group
from palier.partners.queries.groups import open_seats


def my_signatures(actor: Actor) -> QuerySet[CharterSignature]:
    """The versions this person signed, newest first."""
    signed = (
        CharterSignature.objects.filter(user_id=actor.user_id) if actor.user_id else CharterSignature.objects.none()
    )
    return signed.select_related("charter").order_by("-charter__version")


def charter_to_sign(actor: Actor) -> Charter | None:
    """The version in force when this person has not signed it, else None."""
    charter = current_charter()
    if charter is None or actor.user_id is None:
        return None
    signed = CharterSignature.objects.filter(charter=charter, user_id=actor.user_id).exists()
    return None if signed else charter


def missing_signatures(actor: Actor, group: Group, on: date) -> QuerySet[Contact]:
    """The members of this group who cannot read yet: no account, or the charter in force not signed."""
    members = Contact.objects.visible_to(actor).filter(pk__in=open_seats(group, on).values("contact_id"))
    signed = CharterSignature.objects.filter(charter=current_charter()).values("user_id")
    return members.exclude(user__isnull=False, user_id__in=signed).select_related("organisation", "user")


@dataclass(frozen=True, slots=True)
class Article:
    """A numbered article of the charter, or what stands before the first one (no title)."""

    title: str
    paragraphs: list[str]


def articles(charter: Charter) -> list[Article]:
    """The text cut at its numbered lines (« 1. Des lieux et des faits »), for headings that a screen reader knows."""
    found = [Article("", [])]
    for line in filter(None, (line.strip() for line in charter.text.splitlines())):
        if re.match(r"\d+\. ", line):
            found.append(Article(line, []))
        else:
            found[-1].paragraphs.append(line)
    return [article for article in found if article.title or article.paragraphs]


def charters_with_signatures() -> QuerySet[Charter]:
    """Every version, newest first, with how many people signed it (`signed_by`)."""
    return Charter.objects.annotate(signed_by=Count("signatures"))


def latest_words() -> dict[str, str]:
    """Title and text of the newest version, to begin the next one from."""
    latest = Charter.objects.order_by("-version").first()
    return {"title": latest.title, "text": latest.text} if latest else {}
