"""`palier screen`: texts in, passages out, a table of figures, and refusals in French."""

import io
import json

from palier.config import cli


def screened(capsys, monkeypatch, typed: str) -> list[dict]:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert cli.main(["screen"]) == cli.DONE
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_plain_lines_of_the_standard_input_give_one_json_line_each(capsys, monkeypatch):
    first, second = screened(capsys, monkeypatch, "mr dupont crie\nrue Jean Moulin\n")
    assert first == {"text": "mr dupont crie", "spans": [{"start": 3, "end": 9, "kind": "person"}]}
    assert second == {"text": "rue Jean Moulin", "spans": []}


def test_json_lines_of_a_file_are_read(capsys, tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_text('{"text": "Kevin, appt 12"}\n', encoding="utf-8")
    assert cli.main(["screen", str(path)]) == cli.DONE
    (line,) = capsys.readouterr().out.splitlines()
    assert [span["kind"] for span in json.loads(line)["spans"]] == ["person", "flat"]


def test_a_bad_line_is_named_and_nothing_is_printed_before(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO('{"text": "Kevin"}\n{"text": }\n'))
    assert cli.main(["screen"]) == cli.FAILED
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("Ligne 2, caractère 10")


def test_a_file_that_is_not_there_or_not_utf8_is_said(capsys, tmp_path):
    assert cli.main(["screen", str(tmp_path / "absent")]) == cli.FAILED
    assert "vérifiez le chemin" in capsys.readouterr().err
    (tmp_path / "latin").write_bytes("été".encode("latin-1"))
    assert cli.main(["screen", str(tmp_path / "latin")]) == cli.FAILED
    assert "UTF-8" in capsys.readouterr().err


def test_the_figures_are_printed_kind_by_kind(capsys, tmp_path):
    path = tmp_path / "marked.jsonl"
    path.write_text(
        '{"text": "mr dupont crie", "spans": [{"start": 3, "end": 9, "kind": "person"}]}\n'
        '{"text": "rue Jean Moulin", "spans": [{"start": 0, "end": 3, "kind": "flat"}]}\n',
        encoding="utf-8",
    )
    assert cli.main(["screen", "--measure", str(path)]) == cli.DONE
    printed = capsys.readouterr().out
    assert "2 phrases" in printed
    assert "Nom ou prénom" in printed
    assert "50.0 % / 50.0 %" in printed
    assert "100.0 % / 100.0 %" in printed


def test_an_empty_measure_and_two_files_are_refused(capsys, tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    assert cli.main(["screen", "--measure", str(empty)]) == cli.FAILED
    assert cli.main(["screen", "x", "--measure", str(empty)]) == cli.FAILED
    assert "Choisissez" in capsys.readouterr().err
