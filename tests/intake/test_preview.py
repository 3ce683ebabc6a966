"""Every line of the file is told: sure, guessed, or refused."""

from palier.intake.preview import Status, preview_lines
from palier.intake.tracker import read_tracker
from tests.cast import TODAY
from tests.intake.conftest import HEADER, SAMPLE


def lines_of(*lines):
    return preview_lines(read_tracker("\n".join([HEADER, *lines]).encode(), today=TODAY))


def test_every_line_has_its_status_and_its_reason():
    sure, guessed, owner, empty, person = lines_of(
        "17/09/24;Hall occupé;x;;a;PN;30/09/2024;O;;",
        "17/09/24;Hall occupé;x;;b;PN;fin octobre;O;;",
        "17/09/24;Hall occupé;x;;c;Zorglub;30/09/2024;O;;",
        "17/09/24;;x;;d;PN;30/09/2024;O;;",
        "17/09/24;Hall occupé;x;;voir M. Valjean;PN;30/09/2024;O;;",
    )
    assert (sure.record, sure.status, sure.remarks) == (2, Status.SURE, ())
    assert (guessed.status, guessed.remarks) == (
        Status.GUESSED, ("Colonne « Délai » : « fin octobre » compris comme le 31/10/2024.",)
    )  # fmt: skip
    assert owner.status is Status.REFUSED
    assert "Nommez une organisation connue" in owner.remarks[-1]
    assert empty.status is Status.REFUSED
    assert "Problématique" in empty.remarks[0]
    assert "Valjean" not in person.action
    assert "sera retiré" in person.remarks[0]


def test_the_sample_is_told_line_by_line():
    lines = preview_lines(read_tracker(SAMPLE, today=TODAY))
    assert [line.record for line in lines] == list(range(2, 64))
    assert sum(line.status is Status.SURE for line in lines) > 50
    assert not [line for line in lines if line.status is Status.REFUSED]
