"""So many tries a minute from one network: for what is opened by a short code."""

from hashlib import sha256

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from palier.kernel import clock

_WINDOW = 60


def is_within(request: HttpRequest, name: str, tries: int) -> bool:
    """Count one try under this name, and tell whether this network has not made more than `tries` this minute."""
    minute = int(clock.now().timestamp()) // _WINDOW
    network = sha256(f"{get_adapter().get_client_ip(request)}:{minute}".encode()).hexdigest()[:32]
    key = f"palier:{name}:{network}"
    cache.add(key, 0, timeout=2 * _WINDOW)
    try:
        return int(cache.incr(key)) <= tries
    except ValueError:  # dropped meanwhile
        return True
