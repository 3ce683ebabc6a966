"""Addresses of the authentication library's screens, in French; its own names are kept, the library uses them."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as provider
from django.urls import path, re_path
from django.views.generic import RedirectView

from palier.web.account import closed
from palier.web.account.openid import views as openid

urlpatterns = [
    path("connexion/", account.login, name="account_login"),
    path("connexion/sur-invitation/", closed.by_invitation_only, name="account_signup"),
    path("connexion/code/", account.request_login_code, name="account_request_login_code"),
    path("connexion/code/saisir/", account.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/second-facteur/", factors.authenticate, name="mfa_authenticate"),
    path("connexion/cle/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/compte-ferme/", account.account_inactive, name="account_inactive"),
    path("connexion/mot-de-passe/", account.password_reset, name="account_reset_password"),
    path("connexion/mot-de-passe/envoye/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^connexion/mot-de-passe/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "connexion/mot-de-passe/fait/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("connexion/fournisseur/", openid.login, name="openid_login"),
    path("connexion/fournisseur/retour/", openid.callback, name="openid_callback"),
    path("connexion/fournisseur/abandon/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("mon-compte/confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("mon-compte/confirmer/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("mon-compte/confirmer/cle/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("mon-compte/mot-de-passe/", account.password_change, name="account_change_password"),
    path("mon-compte/mot-de-passe/choisir/", account.password_set, name="account_set_password"),
    path("mon-compte/securite/", factors.index, name="mfa_index"),
    path("mon-compte/securite/application/", totp.activate_totp, name="mfa_activate_totp"),
    path("mon-compte/securite/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("mon-compte/securite/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("mon-compte/securite/codes/nouveaux/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("mon-compte/securite/codes/fichier/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("mon-compte/securite/cles/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("mon-compte/securite/cles/ajouter/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("mon-compte/securite/cles/<int:pk>/retirer/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("mon-compte/securite/cles/<int:pk>/nom/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]
