"""The link at the foot of a summary: whoever holds the mail stops the summaries, and nothing else."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from palier.notifications.kinds import Rhythm
from palier.notifications.models import Preference
from palier.partners.models import User

SALT = "palier.notifications.stopping"
# A mail is kept for long; a link that went stale would leave no way to stop from it.
AGE = 365 * 24 * 3600


def stop_link(user: User) -> str:
    """Where this person stops its summaries without signing in; signed, for nothing else."""
    token = signing.dumps(user.pk.hex, salt=SALT)
    return settings.BASE_URL + reverse("notices:stop", kwargs={"token": token})


def person_of(token: str) -> User | None:
    """The person that a link was written for; None when it was altered or is over a year old."""
    try:
        key = signing.loads(token, salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=key, is_active=True).first()


def rhythm_of(user_id: UUID) -> Rhythm:
    """How often this person wants mails; one summary a day unless it chose otherwise."""
    chosen = Preference.objects.filter(user=user_id).first()
    return Rhythm(chosen.rhythm) if chosen else Rhythm.DAILY


def choose_rhythm(user_id: UUID, rhythm: Rhythm) -> None:
    """Mails at this rhythm from now on, what already waits included."""
    Preference.objects.update_or_create(user_id=user_id, defaults={"rhythm": rhythm})


def stop_summaries(user: User) -> None:
    """No more summaries; what is urgent still leaves."""
    choose_rhythm(user.pk, Rhythm.URGENT)
