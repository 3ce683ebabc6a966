"""What the provider vouched for counts until its next answer, whatever path led there."""

from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from palier.web.account.openid import assurance


def test_a_weaker_answer_takes_the_mark_of_a_stronger_one_away(cast, settings):
    settings.OIDC = settings.OIDC | {"second_factor_acr": ["eidas2"]}
    request, alice = RequestFactory().get("/"), cast.users["alice"]
    request.session = SessionStore()
    assurance.note(request, alice, {"acr": "eidas2"}, "premier")
    assert assurance.holds_for(request, alice)
    assurance.note(request, alice, {"acr": "eidas1"}, "second")
    assert not assurance.holds_for(request, alice)
    assert assurance.id_token_of(request) == "second"
