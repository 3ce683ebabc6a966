"""The secret of a mailed link: signed, so that a forged one is known at sight, and stored hashed only."""

import hashlib
import secrets
from uuid import UUID

from django.core.signing import BadSignature, Signer


class LinkKeys:
    """The keys of one kind of link; a key of one kind opens no other."""

    def __init__(self, kind: str) -> None:
        self._signer = Signer(salt=f"palier.{kind}")

    def new(self) -> tuple[str, str]:
        """A token for the mail, and the hash to store: nobody can read the one back from the other."""
        secret = secrets.token_urlsafe(32)
        return self._signer.sign(secret), _hash(secret)

    def hash_of(self, token: str) -> str | None:
        """The stored hash of the key that this token carries; None when it was forged."""
        try:
            return _hash(self._signer.unsign(token))
        except BadSignature:
            return None


def print_of(owner: UUID, address: str) -> str:
    """What tells that a mail address is the same, for one owner alone, without being the address."""
    return _hash(f"{owner}:{address.lower()}")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
