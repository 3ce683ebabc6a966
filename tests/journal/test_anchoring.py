"""The head of the chain, fixed outside."""

from palier.journal.anchoring import TOPIC, anchor_head, anchored, head
from palier.journal.chain import ORIGIN
from palier.kernel import events as news
from tests.cast import NOW


def test_nothing_is_anchored_before_the_first_entry(cast):
    assert head() == ORIGIN
    assert anchor_head(actor=cast.actor("denis"), now=NOW) is None


def test_the_anchor_is_the_head_it_writes_and_is_not_repeated(cast, write, django_capture_on_commit_callbacks):
    write(2)
    heard = []
    news.subscribe(TOPIC, heard.append)
    with django_capture_on_commit_callbacks(execute=True):
        anchor = anchor_head(actor=cast.actor("denis"), now=NOW)
        assert anchor_head(actor=cast.actor("denis"), now=NOW) is None
    assert anchor.hash == head()
    assert anchored() == [anchor.hash]
    assert heard == [anchor]
    assert anchor.hash in anchor.message


def test_an_anchoring_that_is_rolled_back_leaves_no_trace_outside(cast, write):
    write(1)
    anchor_head(actor=cast.actor("denis"), now=NOW)  # this test's own transaction never commits
    assert anchored() == []
