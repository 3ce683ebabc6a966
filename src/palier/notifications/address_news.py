"""A corrected address is told to the old one and to the new one: nobody takes an account over unseen."""

from palier.kernel import events as news
from palier.notifications.letters import write_letter
from palier.notifications.outbox import enqueue
from palier.partners.personal_data import READDRESSED, Readdressed


def mail_both(change: Readdressed) -> None:
    """Enqueue the same mail to both addresses; neither is written in it, for one may not be the holder's."""
    mail = write_letter("address_changed", {"user": change.user}, holds_secret=False)
    for address in (change.old, change.new):
        enqueue(recipient=address, mail=mail)


def listen() -> None:
    """Have every corrected address told."""
    news.subscribe(READDRESSED, mail_both)
