"""Sending, revoking, using a link; how long it lives; what may be answered through it."""

from datetime import timedelta

import pytest

from palier.cycle.actions import services as actions
from palier.cycle.actions.lifecycle import Agreement
from palier.cycle.actions.models import Action
from palier.cycle.slips import retention, services
from palier.cycle.slips.models import GRACE, Slip, SlipKey, SlipUse
from palier.cycle.slips.queries import link_actor, promises_of, read_slip, serves_until
from palier.journal.events import Event
from palier.journal.models import Detail, Entry
from palier.kernel.errors import NotGranted, Refused
from palier.kernel.link_keys import LinkKeys
from palier.partners.models import Group, Organisation
from palier.partners.services import contacts
from tests.cast import ARRIVED, NOW, TODAY
from tests.cycle.slips.sending import irene, sent
from tests.cycle.stage import SOON

pytestmark = pytest.mark.django_db
LAST = SOON + GRACE


@pytest.fixture
def action(stage):
    return stage.action(stage.problem())


def answer(slip, action, answer, **words):
    today = words.pop("today", TODAY)
    ask = {"slip": slip, "action": action, "answer": answer, "now": NOW, "today": today}
    return services.answer_promise(actor=link_actor(slip), **ask, **words)


def uses(slip):
    return list(SlipUse.objects.unsealed("test").filter(slip=slip).values_list("what", "action"))


def test_a_link_shows_its_promises_and_its_sending_is_recorded(stage, action):
    other = stage.action(stage.problem(), title="Une autre promesse")
    slip, token = sent(stage, action)
    assert promises_of(read_slip(token=token, today=TODAY)) == [action]
    assert other not in promises_of(slip)
    entry = Entry.objects.unsealed("test").get(event=Event.SLIP_SEND)
    assert (entry.actor_id, entry.subject_id, entry.group_id) == (slip.sent_by_id, slip.pk, stage.cast.group.pk)
    assert entry.detail.payload == {"actions": [str(action.pk)]}


def test_the_secret_is_stored_nowhere(stage, action):
    _, token = sent(stage, action)
    secret = token.partition(":")[0]
    assert secret not in SlipKey.objects.unsealed("test").get().token_hash
    assert not any(secret in str(row.payload) for row in Detail.objects.unsealed("test"))


@pytest.mark.parametrize("name", ["olivier", "bruno", "claire", "marc", "eric", "agathe"])
def test_only_who_leads_the_group_sends_and_revokes(stage, action, name):
    with pytest.raises(NotGranted):
        sent(stage, action, actor=stage.actor(name))
    slip, _ = sent(stage, action, contact=irene(stage, email="i2@example.org"))
    with pytest.raises(NotGranted):
        services.revoke_slip(actor=stage.actor(name), slip=slip, now=NOW)


@pytest.mark.parametrize("values", [{"email": ""}, {"departed_on": TODAY}])
def test_a_contact_who_cannot_be_written_to_is_refused(stage, action, values):
    with pytest.raises(Refused) as refused:
        sent(stage, action, contact=irene(stage, **values))
    assert refused.value.field == "contact"


def test_neither_nothing_nor_a_finished_promise_is_sent(stage, action):
    for chosen in ((), (actions.decline_action(actor=stage.actor("bruno"), action=action, reason="Non", now=NOW),)):
        with pytest.raises(Refused) as refused:
            sent(stage, *chosen, contact=irene(stage))
        assert refused.value.field == "promises"
    assert not Slip.objects.unsealed("test").exists()


@pytest.mark.parametrize("forged", ["", "x", "{secret}x:{sign}", "{secret}:x", "{secret}"])
def test_a_forged_link_is_refused_like_a_dead_one(stage, action, forged):
    secret, _, sign = sent(stage, action)[1].partition(":")
    with pytest.raises(Refused, match="n’ouvre plus rien"):
        read_slip(token=forged.format(secret=secret, sign=sign), today=TODAY)


def test_the_key_of_another_kind_of_link_opens_nothing(stage, action):
    secret = sent(stage, action)[1].partition(":")[0]
    other = LinkKeys("invitation")
    with pytest.raises(Refused):
        read_slip(token=other._signer.sign(secret), today=TODAY)


def test_a_link_expires_fourteen_days_after_the_last_date_promised(stage, action):
    slip, token = sent(stage, action)
    assert serves_until(slip) == LAST
    read_slip(token=token, today=LAST)
    with pytest.raises(Refused):
        read_slip(token=token, today=LAST + timedelta(days=1))


def test_a_later_date_promised_extends_the_link(stage, action):
    slip, token = sent(stage, actions.accept_action(actor=stage.actor("bruno"), action=action, now=NOW, today=TODAY))
    answer(slip, action, "postpone", due=SOON + timedelta(days=30), reason="Pièce en commande")
    read_slip(token=token, today=LAST + timedelta(days=30))


def test_a_promise_long_past_still_leaves_fourteen_days_to_answer(stage, action):
    late = NOW + timedelta(days=60)
    _, token = sent(stage, action, now=late)
    read_slip(token=token, today=late.date() + GRACE)


@pytest.mark.parametrize("end", ["revoked", "departed", "no address", "moved", "organisation", "group"])
def test_a_link_dies_with_what_it_rests_on(stage, action, end):
    slip, token = sent(stage, action)
    match end:
        case "revoked":
            services.revoke_slip(actor=stage.actor("alain"), slip=slip, now=NOW)
            assert Entry.objects.unsealed("test").filter(event=Event.SLIP_REVOKE, subject_id=slip.pk).exists()
        case "departed":
            type(slip.contact).objects.unsealed("test").filter(pk=slip.contact_id).update(departed_on=TODAY)
        case "no address":
            type(slip.contact).objects.unsealed("test").filter(pk=slip.contact_id).update(email="")
        case "moved":
            rows = type(slip.contact).objects.unsealed("test").filter(pk=slip.contact_id)
            rows.update(organisation=stage.cast.town)
        case "organisation":
            Organisation.objects.filter(pk=stage.cast.landlord.pk).update(closed_on=TODAY)
        case "group":
            Group.objects.unsealed("test").filter(pk=stage.cast.group.pk).update(closed_on=TODAY)
    with pytest.raises(Refused, match="n’ouvre plus rien"):
        read_slip(token=token, today=TODAY)
    with pytest.raises(Refused):
        answer(slip, action, "accept")
    assert uses(slip) == []


def test_a_link_is_revoked_once(stage, action):
    slip, _ = sent(stage, action)
    services.revoke_slip(actor=stage.actor("alice"), slip=slip, now=NOW)
    with pytest.raises(Refused, match="déjà révoqué"):
        services.revoke_slip(actor=stage.actor("alice"), slip=slip, now=NOW)


def test_each_mail_has_its_key_and_the_older_ones_go_on_opening(stage, action):
    slip, token = sent(stage, action)
    _, later = services.add_key(slip=slip, now=NOW)
    assert {read_slip(token=one, today=TODAY).pk for one in (token, later)} == {slip.pk}


def test_openings_of_the_same_minute_are_one(stage, action):
    slip, _ = sent(stage, action)
    for seconds in (0, 20, 59, 60, 300):
        services.note_opening(slip=slip, now=NOW + timedelta(seconds=seconds))
    assert uses(slip) == [("opened", None)] * 3


def test_a_proposal_is_first_accepted_or_declined(stage, action):
    slip, _ = sent(stage, action)
    assert services.answers_to(action, link_actor(slip)) == ["accept", "decline"]
    for too_early in ("complete", "postpone", "block", "abandon", "resume"):
        with pytest.raises(Refused, match="plus possible"):
            answer(slip, action, too_early)
    answered = answer(slip, action, "accept")
    assert (answered.state, answered.accepted_on) == ("accepted", TODAY)
    assert services.answers_to(answered, link_actor(slip)) == ["complete", "postpone", "block", "take_back"]
    assert uses(slip) == [("accept", action.pk)]
    entry = Entry.objects.unsealed("test").filter(event=Event.ACTION_MOVE).latest("seq")
    assert (entry.actor_id, entry.detail.actor_label) == (None, "Irène, Bléone Habitat (par lien)")


def test_declining_says_why_and_blocking_too(stage, action):
    slip, _ = sent(stage, action)
    assert answer(slip, action, "decline", reason="Pas notre porte").decline_reason == "Pas notre porte"
    other = stage.action(action.problem)
    actions.accept_action(actor=stage.actor("bruno"), action=other, now=NOW, today=TODAY)
    slip, _ = sent(stage, other, contact=irene(stage, email="i2@example.org"))
    assert answer(slip, other, "block", reason="Pièce en commande").state == "blocked"
    assert services.answers_to(other, link_actor(slip)) == ["complete", "postpone"]


def test_a_rule_of_the_action_holds_behind_a_link_and_nothing_is_half_written(stage, action):
    slip, _ = sent(stage, action)
    answer(slip, action, "accept")
    with pytest.raises(Refused) as refused:
        answer(slip, action, "postpone", due=SOON, reason="Devis")
    assert refused.value.field == "due"
    assert uses(slip) == [("accept", action.pk)]


def test_the_actor_of_another_link_answers_nothing(stage, action):
    slip, _ = sent(stage, action)
    other, _ = sent(stage, action, contact=irene(stage, name="Paul", email="paul@example.org"))
    with pytest.raises(Refused):
        services.answer_promise(
            actor=link_actor(other), slip=slip, action=action, answer="accept", now=NOW, today=TODAY
        )


def test_dead_links_leave_after_their_time(stage, action):
    living, _ = sent(stage, action)
    revoked, _ = sent(stage, action, contact=irene(stage, email="r@example.org"))
    gone, _ = sent(stage, action, contact=irene(stage, email="g@example.org"))
    services.revoke_slip(actor=stage.actor("alice"), slip=revoked, now=NOW)
    rows = type(gone.contact).objects.unsealed("test").filter(pk=gone.contact_id)
    rows.update(arrived_on=ARRIVED, departed_on=TODAY)
    before = NOW + timedelta(days=2)
    assert retention.count_dead(before) == 2
    assert retention.forget_dead(actor=stage.actor("denis"), before=before, now=before) == 2
    assert set(Slip.objects.unsealed("test")) == {living}
    assert retention.count_dead(NOW + (LAST - TODAY)) == 0
    assert retention.count_dead(NOW + (LAST - TODAY) + timedelta(days=2)) == 1


def ending(slip):
    return Slip.objects.unsealed("test").get(pk=slip.pk).ending


def correct_address(stage, contact, email):
    details = contacts.Details(name=contact.name, email=email)
    contact.refresh_from_db()
    return contacts.change_contact(
        actor=stage.actor("alice"), contact=contact, seen=contact.revision, details=details, now=NOW
    )


def test_a_link_ends_when_the_address_of_its_contact_is_corrected(stage, action):
    slip, token = sent(stage, action)
    correct_address(stage, slip.contact, "irene@example.org")
    assert read_slip(token=token, today=TODAY).pk == slip.pk, "the same address opens it still"
    correct_address(stage, slip.contact, "irene.blanc@example.org")
    with pytest.raises(Refused, match="n’ouvre plus rien"):
        read_slip(token=token, today=TODAY)
    assert ending(slip) == Slip.Ending.ADDRESS
    entry = Entry.objects.unsealed("test").get(event=Event.SLIP_REVOKE, subject_id=slip.pk)
    assert (entry.actor_id, entry.detail.payload) == (stage.cast.users["alice"].pk, {"ending": "address"})
    correct_address(stage, slip.contact, "irene@example.org")
    with pytest.raises(Refused):
        read_slip(token=token, today=TODAY)


def test_an_address_changed_behind_the_services_opens_no_more(stage, action):
    slip, token = sent(stage, action)
    type(slip.contact).objects.unsealed("test").filter(pk=slip.contact_id).update(email="autre@example.org")
    with pytest.raises(Refused, match="n’ouvre plus rien"):
        read_slip(token=token, today=TODAY)


def test_a_contact_has_one_link_at_a_time_in_a_group(stage, action):
    first, old = sent(stage, action)
    other = stage.action(action.problem, title="Poser une lampe")
    second, new = sent(stage, other, contact=first.contact)
    assert (ending(first), ending(second)) == (Slip.Ending.REPLACED, "")
    for token in (old, new):
        assert promises_of(read_slip(token=token, today=TODAY)) == [other], "an older mail opens the newer link"
    services.revoke_slip(actor=stage.actor("alice"), slip=second, now=NOW)
    for token in (old, new):
        with pytest.raises(Refused):
            read_slip(token=token, today=TODAY)


def test_a_link_that_was_revoked_is_not_revived_by_the_next(stage, action):
    first, old = sent(stage, action)
    services.revoke_slip(actor=stage.actor("alice"), slip=first, now=NOW)
    sent(stage, action, contact=first.contact)
    with pytest.raises(Refused):
        read_slip(token=old, today=TODAY)
    assert ending(first) == Slip.Ending.REVOKED


@pytest.mark.parametrize("first", ["accept", "decline"])
def test_a_word_given_by_link_is_changed_until_somebody_acts_on_it(stage, action, first):
    slip, _ = sent(stage, action)
    words = {"decline": {"reason": "Pas notre porte"}, "accept": {}}
    answer(slip, action, first, **words[first])
    answer(slip, action, "take_back")
    assert (action.state, action.accepted_on, action.decline_reason) == ("proposed", None, "")
    other = "decline" if first == "accept" else "accept"
    answer(slip, action, other, **words[other])
    assert set(uses(slip)) == {(what, action.pk) for what in (first, "take_back", other)}
    if other == "accept":
        actions.hold_action(
            actor=stage.actor("alice"), action=action, until=TODAY + timedelta(days=5), now=NOW, today=TODAY
        )
    else:
        actions.propose_action_again(actor=stage.actor("alice"), action=action, now=NOW)
    assert "take_back" not in services.answers_to(action, link_actor(slip))
    with pytest.raises(Refused, match="plus possible"):
        answer(slip, action, "take_back")


def test_what_was_decided_in_the_room_is_not_taken_back_by_link(stage):
    action = stage.action(stage.problem(), agreement=Agreement.GIVEN)
    slip, _ = sent(stage, action)
    assert "take_back" not in services.answers_to(action, link_actor(slip))


def test_a_link_whose_day_has_passed_opens_no_more_when_a_date_is_moved(stage, action):
    slip, token = sent(stage, action)
    over = NOW + (LAST - TODAY) + timedelta(days=1)
    assert services.settle_expired(now=over - timedelta(days=1)) == 0
    assert services.settle_expired(now=over) == 1
    Action.objects.unsealed("test").filter(pk=action.pk).update(due=over.date() + timedelta(days=30), postponements=1)
    with pytest.raises(Refused, match="n’ouvre plus rien"):
        read_slip(token=token, today=over.date())
    slip.refresh_from_db()
    assert slip.get_ending_display() == "Expiré"


def test_what_was_noted_as_done_is_contested_from_the_link(stage, action):
    actions.accept_action(actor=stage.actor("bruno"), action=action, now=NOW, today=TODAY)
    slip, _ = sent(stage, action)
    told = {"action": action, "observation": "Réparée, dit-on", "now": NOW, "today": TODAY}
    actions.note_completion(actor=stage.actor("alice"), **told)
    assert services.answers_to(action, link_actor(slip)) == ["resume"]
    answer(slip, action, "resume")
    assert action.state == "in_progress"
    assert uses(slip)[-1] == ("resume", action.pk)
