"""The charter: drafted, corrected, published, signed."""

import pytest

from palier.access.actor import NOBODY
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.actors import current_charter
from palier.partners.models import Charter, CharterSignature
from palier.partners.queries.charter import charter_to_sign, missing_signatures, my_signatures
from palier.partners.services.charter import change_charter, draft_charter, publish_charter, sign_charter
from tests.cast import NOW, TODAY

TEXT = "Nous parlons de lieux, d’horaires et de faits ; jamais de personnes, ni ici ni ailleurs."


def draft(cast, who="agathe", **changes):
    return draft_charter(actor=cast.actor(who), **({"title": "Charte", "text": TEXT, "now": NOW} | changes))


def publish(cast):
    return publish_charter(actor=cast.actor("agathe"), charter=draft(cast), seen=1, now=NOW)


def test_a_draft_takes_the_next_version_and_asks_nobody_yet(cast, events):
    assert draft(cast).version == 2
    assert cast.actor("bruno").seats
    assert events() == ["partners:charter:draft"]


def test_there_is_one_draft_at_a_time(cast):
    draft(cast)
    with pytest.raises(Refused, match="déjà ouvert"):
        draft(cast)


@pytest.mark.parametrize(("changes", "field"), [({"title": " "}, "title"), ({"text": "Non."}, "text")])
def test_an_empty_charter_is_refused_on_its_field(cast, changes, field):
    with pytest.raises(Refused) as refusal:
        draft(cast, **changes)
    assert refusal.value.field == field


@pytest.mark.parametrize("who", ["alice", "bruno", "diane", "denis"])
def test_only_the_administrator_writes_the_charter(cast, who):
    with pytest.raises(NotGranted):
        draft(cast, who)


def test_publishing_asks_everyone_again_and_signing_gives_access_back(cast, events):
    charter = publish(cast)
    assert not cast.actor("bruno").seats
    assert cast.actor("bruno").charter_due
    sign_charter(actor=cast.actor("bruno"), charter=charter, now=NOW)
    assert cast.actor("bruno").seats
    assert not cast.actor("claire").seats
    assert events() == ["partners:charter:draft", "partners:charter:publish", "partners:charter:sign"]


def test_a_published_text_never_changes(cast):
    charter = publish(cast)
    for verb in (
        lambda: change_charter(
            actor=cast.actor("agathe"), charter=charter, seen=2, title="X", text=TEXT + "!", now=NOW
        ),
        lambda: publish_charter(actor=cast.actor("agathe"), charter=charter, seen=2, now=NOW),
    ):
        with pytest.raises(Refused, match="publiée"):
            verb()


def test_two_editors_of_the_draft_do_not_overwrite_each_other(cast):
    first = draft(cast)
    change_charter(actor=cast.actor("agathe"), charter=first, seen=1, title="A", text=TEXT, now=NOW)
    other = Charter.objects.get(pk=first.pk)
    with pytest.raises(Stale):
        change_charter(actor=cast.actor("agathe"), charter=other, seen=1, title="B", text=TEXT, now=NOW)
    with pytest.raises(Stale):
        publish_charter(actor=cast.actor("agathe"), charter=other, seen=1, now=NOW)


def test_signing_twice_is_signing_once(cast, events):
    charter = current_charter()
    sign_charter(actor=cast.actor("gaelle"), charter=charter, now=NOW)
    sign_charter(actor=cast.actor("gaelle"), charter=charter, now=NOW)
    assert CharterSignature.objects.filter(user=cast.users["gaelle"]).count() == 1
    assert events() == ["partners:charter:sign"]


def test_an_older_version_is_not_signed(cast):
    old = current_charter()
    publish(cast)
    with pytest.raises(Stale, match="nouvelle version"):
        sign_charter(actor=cast.actor("gaelle"), charter=old, now=NOW)


def test_nobody_signs_for_nobody(cast):
    with pytest.raises(NotGranted):
        sign_charter(actor=NOBODY, charter=current_charter(), now=NOW)


def test_what_is_left_to_sign_and_what_was_signed(cast):
    assert charter_to_sign(cast.actor("gaelle")) == current_charter()
    assert charter_to_sign(cast.actor("bruno")) is None
    assert charter_to_sign(NOBODY) is None
    assert [row.charter.version for row in my_signatures(cast.actor("bruno"))] == [1]
    assert not my_signatures(NOBODY)


def test_the_chief_sees_who_has_not_signed(cast):
    missing = missing_signatures(cast.actor("alice"), cast.group, TODAY)
    assert [contact.name for contact in missing] == ["Gaelle"]
    publish(cast)
    sign_charter(actor=cast.actor("alice"), charter=current_charter(), now=NOW)
    names = {contact.name for contact in missing_signatures(cast.actor("alice"), cast.group, TODAY)}
    assert names == {"Alain", "Olivier", "Bruno", "Claire", "Gaelle", "Hugo", "Fatou"}
