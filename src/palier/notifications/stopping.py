"""The link at the foot of a summary: whoever holds the mail stops the summaries it came with, and nothing else.

Used twice, it does what it did once. It carries how many times its person had wanted its summaries again: one that
wants them again later is not stopped by the mail of before.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from palier.notifications.kinds import Rhythm
from palier.notifications.models import Preference
from palier.partners.models import User

SALT = "palier.notifications.stopping"
# A mail is kept for long; a link that went stale would leave no way to stop from it.
AGE = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Stop:
    """What a link may stop: the summaries of one person, as it wanted them when the mail was written."""

    user: User
    wanted_again: int

    @property
    def is_over(self) -> bool:
        """True when the person chose to have summaries again since: this link does nothing more."""
        return self.wanted_again != _preference(self.user.pk).wanted_again


def stop_link(user: User) -> str:
    """Where this person stops its summaries without signing in; signed, for nothing else."""
    token = signing.dumps([user.pk.hex, _preference(user.pk).wanted_again], salt=SALT)
    return settings.BASE_URL + reverse("notices:stop", kwargs={"token": token})


def stop_of(token: str) -> Stop | None:
    """What a link was written for; None when it was altered or is over a year old."""
    try:
        key, wanted_again = signing.loads(token, salt=SALT, max_age=AGE)
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=key, is_active=True).first()
    return Stop(user, wanted_again) if user else None


def rhythm_of(user_id: UUID) -> Rhythm:
    """How often this person wants mails; one summary a day unless it chose otherwise."""
    return Rhythm(_preference(user_id).rhythm)


def choose_rhythm(user_id: UUID, rhythm: Rhythm) -> None:
    """Mails at this rhythm from now on, what already waits included."""
    with transaction.atomic():
        Preference.objects.get_or_create(user_id=user_id)
        known = Preference.objects.select_for_update().get(user=user_id)
        known.wanted_again += known.rhythm == Rhythm.URGENT and rhythm != Rhythm.URGENT
        known.rhythm = rhythm
        known.save(update_fields=["rhythm", "wanted_again"])


def stop_summaries(stop: Stop) -> bool:
    """No more summaries, what is urgent still leaves; False, and nothing changes, for a link that is over."""
    Preference.objects.get_or_create(user=stop.user)
    # In one statement: a choice made at the same moment on the screen is not undone.
    rows = Preference.objects.filter(user=stop.user, wanted_again=stop.wanted_again)
    return bool(rows.update(rhythm=Rhythm.URGENT))


def _preference(user_id: UUID) -> Preference:
    return Preference.objects.filter(user=user_id).first() or Preference(user_id=user_id)
