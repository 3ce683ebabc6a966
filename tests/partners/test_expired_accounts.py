"""Closed accounts past their retention are erased; the others, and those who still sit, are not."""

from datetime import timedelta

from palier.access.actor import program
from palier.partners.expired_accounts import count_expired, erase_expired
from palier.partners.models import User
from palier.partners.personal_data import ERASED_NAME
from tests.cast import NOW


def close(cast, name, days):
    User.objects.filter(pk=cast.users[name].pk).update(closed_at=NOW - timedelta(days=days), is_active=False)


def test_only_who_left_long_enough_ago_is_erased(cast):
    close(cast, "fatou", 400)  # has left: her contact departed in October
    close(cast, "bruno", 400)  # closed by mistake while he still sits
    close(cast, "hugo", 10)
    before = NOW - timedelta(days=365)
    assert count_expired(before) == 2
    assert erase_expired(actor=program("Purge"), before=before, now=NOW) == 1
    names = {name: User.objects.get(pk=user.pk).name for name, user in cast.users.items()}
    assert names["fatou"] == ERASED_NAME
    assert (names["bruno"], names["hugo"]) == ("Bruno", "Hugo")
    assert erase_expired(actor=program("Purge"), before=before, now=NOW) == 0
