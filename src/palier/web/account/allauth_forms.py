"""The authentication library's forms in the product's own dress: DSFR markup, French words, no placeholder."""

from typing import Any

from allauth.account import forms as account
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as mfa
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.cache import cache

from palier.web.shell.forms import PalierForm

PASSWORD_RULE = "Au moins 12 caractères ; ni mot de passe courant, ni votre nom, ni seulement des chiffres."  # noqa: S105 - a rule, not a password
CODE_ATTRIBUTES = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
LABELS = {
    "login": "Adresse électronique",
    "email": "Adresse électronique",
    "password": "Mot de passe",
    "oldpassword": "Mot de passe actuel",
    "password1": "Nouveau mot de passe",
    "password2": "Nouveau mot de passe, encore une fois",
    "code": "Code",
    "name": "Nom de la clé",
    "passwordless": "Me connecter avec cette seule clé, sans mot de passe",
}
HELP = {
    "password1": PASSWORD_RULE,
    "name": "Par exemple « Téléphone de service ».",
    "passwordless": "La clé demandera alors une empreinte, un visage ou un code.",
}


class Dressed(PalierForm):
    """Gives the library's fields our labels and hints, and takes its placeholders away."""

    unscreened = "les champs de la bibliothèque d’authentification : codes, mots de passe, nom d’une clé"
    refusal_title = "La demande n’a pas abouti"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs.update(CODE_ATTRIBUTES)
            if isinstance(field, forms.EmailField):
                field.help_text = "Format attendu : nom@domaine.fr"
        # The base form has already drawn its fields once, with the library's words.
        self._bound_fields_cache.clear()


class LoginForm(Dressed, account.LoginForm):  # type: ignore[misc]  # the library is not typed
    """Address and password."""

    refusal_title = "Connexion refusée"


class RequestLoginCodeForm(Dressed, account.RequestLoginCodeForm):  # type: ignore[misc]  # see above
    """The address a code is mailed to."""


class ConfirmLoginCodeForm(Dressed, account.ConfirmLoginCodeForm):  # type: ignore[misc]  # see above
    """The mailed code."""


class ResetPasswordForm(Dressed, account.ResetPasswordForm):  # type: ignore[misc]  # see above
    """The address a reset link is mailed to."""


class ResetPasswordKeyForm(Dressed, account.ResetPasswordKeyForm):  # type: ignore[misc]  # see above
    """The new password, after the mailed link."""


class ChangePasswordForm(Dressed, account.ChangePasswordForm):  # type: ignore[misc]  # see above
    """Present and new password."""


class SetPasswordForm(Dressed, account.SetPasswordForm):  # type: ignore[misc]  # see above
    """A first password."""


class ReauthenticateForm(Dressed, account.ReauthenticateForm):  # type: ignore[misc]  # see above
    """The password again, before a sensitive change."""


class CodeServesOnce:
    """A code of an authenticator application serves once in all the time that the clock's tolerance leaves it valid.

    The library forgets a used code after one period, while it accepts it during three.
    """

    def clean_code(self) -> str:
        """The code, unless it has already served."""
        code: str = super().clean_code()  # type: ignore[misc]  # of the library's form
        factor: Authenticator = self.authenticator  # type: ignore[attr-defined]  # set by the library's form
        if factor.type == Authenticator.Type.TOTP and not _first_use(factor, code):
            self._emit_authentication_failed(factor)  # type: ignore[attr-defined]  # of the library's form
            raise get_adapter().validation_error("incorrect_code")
        return code


def _first_use(factor: Authenticator, code: str) -> bool:
    life = mfa.TOTP_PERIOD * (2 * mfa.TOTP_TOLERANCE + 1)
    return bool(cache.add(f"palier:code:{factor.user_id}:{normalize_user_code(code)}", value=True, timeout=life))


class FactorForm(CodeServesOnce, Dressed, factors.AuthenticateForm):  # type: ignore[misc]  # see above
    """The second factor's code at login; a recovery code is accepted too."""


class FactorAgainForm(CodeServesOnce, Dressed, factors.ReauthenticateForm):  # type: ignore[misc]  # see above
    """The second factor's code again, before a sensitive change."""


class ActivateTOTPForm(Dressed, totp.ActivateTOTPForm):  # type: ignore[misc]  # see above
    """The first code of an authenticator application."""


class DeactivateTOTPForm(Dressed, totp.DeactivateTOTPForm):  # type: ignore[misc]  # see above
    """Confirms that the authenticator application is removed."""


class GenerateRecoveryCodesForm(Dressed, recovery.GenerateRecoveryCodesForm):  # type: ignore[misc]  # see above
    """Confirms that the recovery codes are made anew."""


class AddPasskeyForm(Dressed, passkeys.AddWebAuthnForm):  # type: ignore[misc]  # see above
    """A new passkey and its name."""


class EditPasskeyForm(Dressed, passkeys.EditWebAuthnForm):  # type: ignore[misc]  # see above
    """Another name for a passkey."""
