"""A problem merged into another says where, as long as the other is kept."""

from django.urls import reverse

from palier.cycle.reviews.retention import remove_expired
from tests.cycle.closing import BEFORE, LATER, PURGE, close


def test_the_page_says_where_it_went_and_then_that_the_other_was_purged(client_for, world):
    stage = world.stage
    target, merged = stage.problem(title="Hall B"), stage.problem(title="Encore le hall B")
    stage.lead(merged, "merge", into=target, at=LATER)
    close(stage, target)
    address, client = reverse("problems:problem", args=[merged.pk]), client_for("bruno")
    before = client.get(address).content.decode()
    assert "Fusionnée avec <a" in before
    remove_expired(actor=PURGE, before=BEFORE, now=LATER)
    after = client.get(address).content.decode()
    assert "dont le dossier a été purgé" in after
    assert "Fusionnée avec <a" not in after
