"""The one who brought a report is told: received, then each answer; once, in one mail, and nothing reserved."""

from datetime import timedelta

import pytest
from django.db import transaction

from palier.access.levels import Level
from palier.cycle.problems.services import attach_report
from palier.cycle.reports.services import decline_report, reconsider_report, redirect_report, watch_report
from palier.cycle.triage.passing import pass_report
from palier.notifications import report_news
from palier.notifications.models import Message, ReportNews
from palier.notifications.report_news import PAUSE, mail_news, news_is_due
from palier.partners.models import Seat
from tests.cast import NOW, TODAY
from tests.world import GROUP_WORD, POLICE_WORD, SEALED_WORD

LATER = NOW + PAUSE


def mail(now=LATER):
    """Compose, and return what was written to Bruno, oldest first."""
    mail_news(now=now, today=TODAY)
    rows = Message.objects.unsealed("test").filter(kind="report_news", recipient="bruno@example.org")
    return list(rows.order_by("created_at"))


def forget():
    ReportNews.objects.unsealed("test").all().delete()


def test_filing_is_acknowledged_in_text_and_html_after_the_pause(stage):
    report = stage.report()
    assert not news_is_due(now=LATER - timedelta(seconds=1))
    assert news_is_due(now=LATER)
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
    assert message.subject == "Palier : suite de vos signalements"


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
    mail_news(now=LATER, today=TODAY)
    message = Message.objects.unsealed("test").get(kind="report_news")
    assert "Signalement du 02/11/2026 : une réponse vous attend." in message.text
    for word in ("Lilas", str(stage.category.label), "retenu"):
        assert word not in message.text + message.html + message.subject


def test_rights_are_those_of_the_moment_of_writing(stage):
    stage.report()
    Seat.objects.unsealed("test").filter(contact__user=stage.cast.users["bruno"]).update(suspended_at=NOW)
    assert mail() == []
    assert not ReportNews.objects.unsealed("test").exists()


def test_nobody_is_mailed_its_own_answer(stage):
    report = stage.report(by="alice")
    forget()
    decline_report(actor=stage.actor("alice"), report=report, reason="Fait isolé", now=NOW)
    assert not ReportNews.objects.unsealed("test").exists()


def test_the_news_shares_the_fate_of_its_entry(stage):
    with transaction.atomic():
        stage.report()
        assert ReportNews.objects.unsealed("test").exists()
        transaction.set_rollback(True)
    assert not ReportNews.objects.unsealed("test").exists()


def test_a_crash_while_writing_leaves_the_news_for_the_next_round(stage, monkeypatch):
    stage.report()

    def crash(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(report_news, "enqueue", crash)
        with pytest.raises(RuntimeError):
            mail()
    assert len(mail()) == 1
    assert len(mail()) == 1


def test_no_mail_of_the_world_holds_a_planted_word(world):
    """The leak sweep of these mails: neither what is reserved nor the text of a report."""
    assert mail_news(now=LATER, today=TODAY)
    written = [
        f"{row.subject} {row.text} {row.html}" for row in Message.objects.unsealed("test").filter(kind="report_news")
    ]
    assert len(written) == 2
    assert not [text for text in written for word in (GROUP_WORD, POLICE_WORD, SEALED_WORD) if word in text]
