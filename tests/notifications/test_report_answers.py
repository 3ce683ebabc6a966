"""The one who brought a report is told: received, then each answer; once, in one mail, and nothing reserved."""

from datetime import timedelta

import pytest
from django.db import transaction

from palier.access.levels import Level
from palier.cycle.problems.services import attach_report
from palier.cycle.reports.services import decline_report, reconsider_report, redirect_report, watch_report
from palier.cycle.triage.passing import pass_report
from palier.notifications import summaries
from palier.notifications.kinds import Rhythm
from palier.notifications.models import Message, Notice
from palier.notifications.stopping import choose_rhythm
from palier.notifications.summaries import PAUSE, summaries_are_due, write_summaries
from palier.partners.models import Seat, User
from tests.cast import NOW, TODAY
from tests.world import POLICE_WORD, SEALED_WORD

LATER = NOW + PAUSE


def mail_at_once(now):
    """The mails of everybody as things happen: the summary of the morning has its own tests."""
    for user in User.objects.all():
        choose_rhythm(user.pk, Rhythm.AT_ONCE)
    return write_summaries(now=now)


def mail(now=LATER):
    """Compose, and return what was written to Bruno, oldest first."""
    mail_at_once(now)
    rows = Message.objects.unsealed("test").filter(kind="summary", recipient="bruno@example.org")
    return list(rows.order_by("created_at"))


def forget():
    Notice.objects.unsealed("test").all().delete()


def waiting():
    return Notice.objects.unsealed("test").filter(settled_at__isnull=True).exists()


def test_filing_is_acknowledged_in_text_and_html_after_the_pause(stage):
    report = stage.report()
    choose_rhythm(stage.cast.users["bruno"].pk, Rhythm.AT_ONCE)
    assert not summaries_are_due(now=LATER - timedelta(seconds=1))
    assert summaries_are_due(now=LATER)
    [message] = mail()
    for body in (message.text, message.html):
        assert "Signalement du 02/11/2026" in body
        assert "Hall du 12 rue des Lilas" in body
        assert "bien reçu, le groupe y répondra" in body
        assert f"/signalements/{report.pk}/" in body
        assert report.text not in body
    assert mail() == [message]


def test_a_burst_of_answers_is_one_mail(stage):
    alice, first, second, third = stage.actor("alice"), stage.report(), stage.report(), stage.report()
    decline_report(actor=alice, report=first, reason="Secret de la fiche", now=NOW)
    watch_report(actor=alice, report=second, review_on=TODAY + timedelta(days=8), now=NOW, today=TODAY)
    attach_report(actor=alice, report=third, problem=stage.problem(), now=NOW)
    [message] = mail()
    assert "non retenu, le motif se lit sur sa fiche" in message.text
    assert "mis à surveiller jusqu’au 10/11/2026" in message.text
    assert "rattaché à une problématique suivie par le groupe" in message.text
    assert "Secret de la fiche" not in message.text
    assert message.subject == "Palier : du nouveau"


def test_an_answer_taken_back_at_once_is_not_told_and_one_taken_back_later_is(stage):
    alice, report = stage.actor("alice"), stage.report()
    forget()
    decline_report(actor=alice, report=report, reason="Fait isolé", now=NOW)
    reconsider_report(actor=alice, report=report, now=NOW)
    assert mail() == []
    decline_report(actor=alice, report=report, reason="Fait isolé", now=NOW)
    assert len(mail()) == 1
    reconsider_report(actor=alice, report=report, now=NOW)
    assert "de nouveau à l’examen" in mail()[-1].text


def test_the_author_is_told_that_another_group_answers_then_its_answer(stage):
    alice, report = stage.actor("alice"), stage.report()
    forget()
    decline_report(actor=alice, report=report, reason="Fait isolé", now=NOW)
    reconsider_report(actor=alice, report=report, now=NOW)
    pass_report(actor=alice, report=report, group=stage.cast.other_group, reason="Autre trottoir", now=NOW)
    [message] = mail()
    assert "transmis au groupe GPO Manosque 1, qui y répondra" in message.text
    assert "trottoir" not in message.text
    decline_report(actor=stage.actor("marc"), report=report, reason="Déjà fait", now=NOW)
    assert "non retenu" in mail()[-1].text


def test_what_only_the_police_knows_is_never_told(stage):
    alice, report, sent = stage.actor("alice"), stage.report(), stage.report()
    forget()
    attach_report(actor=alice, report=report, problem=stage.police_problem(), now=NOW)
    assert mail() == []
    redirect_report(actor=alice, report=sent, destination="other", police_destination="gltd", now=NOW)
    assert "orienté vers un autre cadre" in mail()[-1].text


def test_a_reserved_report_has_neither_place_nor_category_in_its_mail(stage):
    report = stage.report(by="olivier", level=Level.POLICE)
    decline_report(actor=stage.actor("alice"), report=report, reason="Fait isolé", now=NOW)
    mail_at_once(LATER)
    message = Message.objects.unsealed("test").get(kind="summary")
    assert "Signalement du 02/11/2026 : une réponse vous attend." in message.text
    for word in ("Lilas", str(stage.category.label), "retenu"):
        assert word not in message.text + message.html + message.subject


def test_rights_are_those_of_the_moment_of_writing(stage):
    stage.report()
    Seat.objects.unsealed("test").filter(contact__user=stage.cast.users["bruno"]).update(suspended_at=NOW)
    assert mail() == []
    assert not waiting()


def test_nobody_is_mailed_its_own_answer(stage):
    report = stage.report(by="alice")
    forget()
    decline_report(actor=stage.actor("alice"), report=report, reason="Fait isolé", now=NOW)
    assert not waiting()


def test_the_news_shares_the_fate_of_its_entry(stage):
    with transaction.atomic():
        stage.report()
        assert waiting()
        transaction.set_rollback(True)
    assert not waiting()


def test_a_crash_while_writing_leaves_the_news_for_the_next_round(stage, monkeypatch):
    stage.report()

    def crash(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(summaries, "enqueue", crash)
        with pytest.raises(RuntimeError):
            mail()
    assert len(mail()) == 1
    assert len(mail()) == 1


def test_no_mail_of_the_world_says_more_than_its_level(world):
    """The leak sweep of these mails: what is reserved for the police or sealed is in none of them."""
    mail_at_once(LATER)
    written = {row.recipient: row for row in Message.objects.unsealed("test").filter(kind="summary")}
    assert {"bruno@example.org", "olivier@example.org"} <= written.keys()
    told = [f"{row.subject} {row.text} {row.html}" for row in written.values()]
    assert not [text for text in told for word in (POLICE_WORD, SEALED_WORD) if word in text]
    assert "Dix personnes" not in "".join(told), "the text of a report stays on its page"
