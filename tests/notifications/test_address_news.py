"""A corrected address: both are told, no address is shown to the other, the sessions end."""

from allauth.usersessions.models import UserSession

from palier.notifications.models import Message
from palier.partners import personal_data
from tests.cast import NOW


def correct(cast, email: str, name: str = "Bruno") -> None:
    personal_data.rectify(actor=cast.actor("denis"), user=cast.users["bruno"], name=name, email=email, now=NOW)


def test_both_addresses_are_told_and_neither_is_shown(cast):
    correct(cast, "neuve@example.org")
    mails = Message.objects.unsealed("test").filter(kind="address_changed")
    assert set(mails.values_list("recipient", flat=True)) == {"bruno@example.org", "neuve@example.org"}
    for mail in mails:
        assert "@example.org" not in mail.text + mail.html + mail.subject
        assert "n’avez rien demandé" in mail.text


def test_the_sessions_under_way_end(cast, client):
    bruno = cast.users["bruno"]
    client.force_login(bruno)
    UserSession.objects.create(user=bruno, session_key=client.session.session_key, ip="127.0.0.1", user_agent="")
    correct(cast, "neuve@example.org")
    assert "_auth_user_id" not in client.session
    assert not UserSession.objects.filter(user=bruno).exists()


def test_a_corrected_name_alone_is_told_to_nobody_by_mail(cast):
    correct(cast, "bruno@example.org", name="Bruno B.")
    assert not Message.objects.unsealed("test").filter(kind="address_changed").exists()
