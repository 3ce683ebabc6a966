"""What a browser may know of who reads: a mark that tells two accounts apart, and nothing more."""

from django.utils.crypto import salted_hmac

from palier.access.actor import Actor

LENGTH = 32


def reader_mark(actor: Actor) -> str:
    """The same for one account on every page, unlike any other's, and telling nobody whose it is; empty for nobody.

    What waits on a device is kept under it, so that another account finds it erased.
    """
    return salted_hmac("palier.device", str(actor.user_id)).hexdigest()[:LENGTH] if actor.user_id else ""
