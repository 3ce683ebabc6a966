"""The second factor: who must hold one, who holds one."""

from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt

from palier.partners.actors import roles_of
from palier.partners.models import User

# Recovery codes alone are no factor: they stand in for one that was lost.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def must_hold_second_factor(user: User, *, today: date) -> bool:
    """True when one of the roles held today asks for a second factor, the charter signed or not."""
    return any(role.needs_second_factor for role in roles_of(user, today=today))


def holds_second_factor(user: User, *, before: datetime | None = None) -> bool:
    """True when the account has an authenticator application or a passkey (added `before` a moment, if given)."""
    held = Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS)
    return bool((held.filter(created_at__lt=before) if before else held).exists())


def give_demonstration_factor(user: User, secret: str) -> None:
    """Give a demonstration account a known authenticator secret (base32); giving it again changes nothing."""
    if not Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, secret)


def current_code(user: User) -> str | None:
    """The code this account's authenticator application shows now, or None without one (demonstration only)."""
    factor = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).first()
    if factor is None:
        return None
    counters = list(yield_hotp_counters_from_time())
    counter = counters[len(counters) // 2]
    return str(format_hotp_value(hotp_value(decrypt(factor.data["secret"]), counter)))
