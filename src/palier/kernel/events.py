"""News from the low floors to the high ones: published once the transaction has committed, or told inside it.

Services below never import those who listen; a listener subscribes when its application is ready.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import transaction

Listener = Callable[[Any], None]
_listeners: dict[str, list[Listener]] = defaultdict(list)


def subscribe(topic: str, listener: Listener) -> None:
    """Have `listener` called with each piece of news published under `topic`; twice is the same as once."""
    if listener not in _listeners[topic]:
        _listeners[topic].append(listener)


def publish(topic: str, news: Any) -> None:
    """Hand `news` to the listeners of `topic` after commit; at once when no transaction is open."""
    for listener in tuple(_listeners[topic]):
        transaction.on_commit(lambda listener=listener: listener(news))  # type: ignore[misc]  # default argument binds the loop variable


def tell(topic: str, news: Any) -> None:
    """Hand `news` to the listeners of `topic` now, inside the transaction under way: they share its fate."""
    for listener in tuple(_listeners[topic]):
        listener(news)
