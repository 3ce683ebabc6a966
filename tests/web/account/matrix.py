"""Who gets what at sign-in and at the account screens."""

from typing import Any

from palier.notifications.outbox import Mail, enqueue
from palier.partners.models import Contact, Invitation, Mandate, RightsRequest
from tests.cast import NOW
from tests.web.matrix import CAST, CHIEFS, Route, public

# Opening one's account needs no charter: Gaëlle reads it too.
OWN = dict.fromkeys(CAST, 200) | {"anonymous": 302}
LEAVES = dict.fromkeys(CAST, 302)
SIGNED_IN_LEAVES = dict.fromkeys(CAST, 302) | {"anonymous": 200}


def only(*names: str, status: int = 200) -> dict[str, int]:
    """These members get `status`, the anonymous the login page, the others the 403 page."""
    return dict.fromkeys(CAST, 403) | {"anonymous": 302} | dict.fromkeys(names, status)


def seen_by(*names: str, status: int) -> dict[str, int]:
    """These members get `status`, the anonymous the login page; the others do not see the object."""
    return dict.fromkeys(CAST, 404) | {"anonymous": 302} | dict.fromkeys(names, status)


def invitation(world: Any) -> dict[str, Any]:
    contact = Contact.objects.unsealed("matrix").get(name="Bruno")
    made, _ = Invitation.objects.unsealed("matrix").get_or_create(
        email="invitee@example.org",
        defaults={"name": "Irène", "contact": contact, "token_hash": "0" * 64, "sent_at": NOW, "expires_at": NOW},
    )
    Invitation.objects.unsealed("matrix").filter(pk=made.pk).update(revoked_at=None)
    return {"pk": made.pk}


def contact(world: Any) -> dict[str, Any]:
    return {"contact_id": Contact.objects.unsealed("matrix").get(name="Bruno").pk}


def dora(world: Any) -> dict[str, Any]:
    return {"pk": world.cast.users["dora"].pk}


def mandate(world: Any) -> dict[str, Any]:
    return {"pk": Mandate.objects.get(role="directorate").pk}


def asked(world: Any) -> dict[str, Any]:
    made, _ = RightsRequest.objects.unsealed("matrix").get_or_create(
        user=world.cast.users["bruno"], kind="access", defaults={"asked_at": NOW, "due_on": NOW.date()}
    )
    return {"pk": made.pk}


def mail(world: Any) -> dict[str, Any]:
    return {"pk": enqueue(recipient="a@example.org", mail=Mail("essai", "Objet", "Texte"), key="matrix").pk}


SIGN_IN = {
    "account_login": Route(SIGNED_IN_LEAVES),
    "account_signup": Route(public()),
    "account_request_login_code": Route(SIGNED_IN_LEAVES),
    "account_confirm_login_code": Route(LEAVES),
    "mfa_authenticate": Route(LEAVES),
    "mfa_login_webauthn": Route(LEAVES),
    "account_inactive": Route(public()),
    "account_reset_password": Route(public()),
    "account_reset_password_done": Route(public()),
    "account_reset_password_from_key": Route(public(), args=lambda world: {"uidb36": "x", "key": "y-z"}),
    "account_reset_password_from_key_done": Route(public()),
    "openid_login": Route(dict.fromkeys(CAST, 404), method="post"),
    "openid_callback": Route(dict.fromkeys(CAST, 404)),
    "socialaccount_login_cancelled": Route(public()),
    "account_logout": Route(OWN),
}
# Those who read Bruno’s sheet without leading his group.
READERS = ("olivier", "bruno", "claire", "eric", "diane")
NO_FACTOR = ("gaelle", "bruno", "claire", "dora", "fatou", "hugo")
# A sensitive page first asks who one is; without a factor yet, the login of the moment is proof enough.
CONFIRM_FIRST = dict.fromkeys(CAST, 302)
SECURITY = {
    "account_reauthenticate": Route(OWN),
    "mfa_reauthenticate": Route(OWN | dict.fromkeys(NO_FACTOR, 302)),
    "mfa_reauthenticate_webauthn": Route(LEAVES),
    "account_change_password": Route(OWN),
    "account_set_password": Route(LEAVES),
    "mfa_index": Route(OWN),
    "mfa_activate_totp": Route(CONFIRM_FIRST),
    "mfa_deactivate_totp": Route(CONFIRM_FIRST | dict.fromkeys(NO_FACTOR, 404)),
    "mfa_view_recovery_codes": Route(dict.fromkeys(CAST, 404) | {"anonymous": 302}),
    "mfa_generate_recovery_codes": Route(CONFIRM_FIRST),
    "mfa_download_recovery_codes": Route(dict.fromkeys(CAST, 404) | {"anonymous": 302}),
    "mfa_list_webauthn": Route(LEAVES),
    "mfa_add_webauthn": Route(CONFIRM_FIRST),
    "mfa_remove_webauthn": Route(CONFIRM_FIRST, args=lambda world: {"pk": 1}),
    "mfa_edit_webauthn": Route(CONFIRM_FIRST, args=lambda world: {"pk": 1}),
}
ROWS = {
    **SIGN_IN,
    **SECURITY,
    "account:home": Route(OWN),
    "account:notice": Route(OWN),
    "account:sessions": Route(OWN),
    "account:data": Route(OWN),
    "account:export": Route(OWN, method="post"),
    "account:accept": Route(dict.fromkeys(CAST, 410), args=lambda world: {"token": "forged"}),
    "account:invitations": Route(only(*CHIEFS, "marc", "agathe")),
    "account:invite": Route(only("agathe")),
    "account:invite-contact": Route(
        # Bruno has an account already: refused to those who may invite, 403 to those who only read the sheet.
        seen_by(*CHIEFS, "agathe", status=422) | dict.fromkeys(READERS, 403),
        args=contact,
        method="post",
    ),
    "account:invitation-resend": Route(seen_by(*CHIEFS, "agathe", status=303), args=invitation, method="post"),
    "account:invitation-revoke": Route(
        seen_by(*CHIEFS, "agathe", status=422) | {"alice": 303}, args=invitation, method="post"
    ),
    "account:accounts": Route(only("agathe")),
    "account:account": Route(only("agathe"), args=dora),
    "account:close": Route(only("agathe", status=303), args=dora, method="post"),
    "account:reopen": Route(only("agathe", status=422), args=dora, method="post"),
    "account:mandate-end": Route(only("agathe", status=303), args=mandate, method="post"),
    "account:rights": Route(only("denis")),
    "account:rights-answer": Route(only("denis"), args=asked),
    "account:person": Route(only("denis"), args=dora),
    "account:person-export": Route(only("denis"), args=dora, method="post"),
    "account:person-erase": Route(only("denis", status=422), args=dora, method="post"),
    "account:outbox": Route(only("agathe")),
    "account:outbox-message": Route(dict.fromkeys(CAST, 403) | {"anonymous": 302, "agathe": 404}, args=mail),
}
