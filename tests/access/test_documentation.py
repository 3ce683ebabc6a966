"""docs/access.md says what the tables say."""

from pathlib import Path

from palier.access.documentation import PAGE, main, render
from palier.access.grants import Verb
from palier.access.levels import Level
from palier.access.roles import Role

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_fresh():
    assert (ROOT / PAGE).read_text(encoding="utf-8") == render(), "run: python -m palier.access.documentation"


def test_the_page_names_every_level_role_and_verb():
    page = render()
    for words in (*(level.label for level in Level), *(role.label for role in Role), *(verb.value for verb in Verb)):
        assert words in page


def test_the_command_writes_then_finds_it_fresh(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["--check"]) == 1
    assert main([]) == 0
    assert main(["--check"]) == 0
    (tmp_path / PAGE).write_text("vieux")
    assert main(["--check"]) == 1
    assert "périmée" in capsys.readouterr().out
