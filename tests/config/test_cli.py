"""The `palier` command speaks French, names what is wrong, and leaves a documented exit code."""

import argparse

import pytest

from palier.config import cli, french
from tests.product import palier_command


def test_the_version_is_printed(capsys):
    assert cli.main(["--version"]) == cli.DONE
    assert capsys.readouterr().out.startswith("palier ")


def test_the_help_lists_every_command_with_a_sentence(capsys):
    assert cli.main(["--help"]) == cli.DONE
    printed = capsys.readouterr().out
    assert printed.startswith("usage : palier COMMANDE")
    assert "affiche cette aide et s’arrête" in printed
    for name in cli.names():
        assert f"  {name}" in printed
    assert all(cli._help_of(module).endswith(".") for module in cli.names().values())


def test_without_a_command_the_list_is_shown_and_the_code_says_misused(capsys):
    assert cli.main([]) == cli.MISUSED
    assert "commandes" in capsys.readouterr().err


def test_an_unknown_command_is_named(capsys):
    assert cli.main(["migrer"]) == cli.MISUSED
    assert "Commande inconnue : « migrer »" in capsys.readouterr().err


@pytest.mark.parametrize("name", cli.names())
def test_each_command_has_its_help_in_french(name, capsys):
    assert cli.main([name, "--help"]) == cli.DONE
    printed = capsys.readouterr().out
    assert f"usage : palier {name}" in printed
    assert "show this help" not in printed


def test_an_unknown_option_is_refused_in_french(capsys):
    assert cli.main(["migrate", "--vite"]) == cli.MISUSED
    assert "arguments inconnus : --vite" in capsys.readouterr().err


def test_a_setting_that_cannot_be_read_is_named_without_a_traceback():
    answer = palier_command("migrate", PALIER_SMTP_PORT="vingt-cinq")
    assert answer.returncode == cli.NOT_IN_ORDER
    assert "Réglage manquant ou non valable" in answer.stderr
    assert "PALIER_SMTP_PORT ne peut pas valoir « vingt-cinq »" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_database_that_does_not_answer_is_said_without_a_traceback(tmp_path):
    url = "postgres://palier:palier@127.0.0.1:9/palier"
    answer = palier_command("migrate", PALIER_DATABASE_URL=url, PALIER_DATA_DIR=str(tmp_path))
    assert answer.returncode == cli.NOT_IN_ORDER
    assert "Le serveur de base de données ne répond pas" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_what_a_command_wrote_is_whole_in_the_file_of_the_database_when_it_ends(new_product):
    product = new_product("sqlite", tables=True)
    product.do("migrate")
    assert [path.name for path in product.data.glob("palier.sqlite3*")] == ["palier.sqlite3"], "no write-ahead log"


def test_the_list_comes_even_when_the_settings_are_wrong():
    answer = palier_command("--help", PALIER_SMTP_PORT="vingt-cinq")
    assert answer.returncode == cli.DONE
    assert "migrate" in answer.stdout


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--nombre", "trois", "fichier"],
        ["--nombre"],
        ["--mode", "z", "fichier"],
        ["--oui=1", "fichier"],
        ["--a", "--b", "fichier"],
        ["fichier", "reste"],
    ],
)
def test_argparse_never_speaks_english(words, capsys):
    french.speak_french()
    parser = argparse.ArgumentParser(prog="essai")
    parser.add_argument("chemin")
    parser.add_argument("--nombre", type=int)
    parser.add_argument("--mode", choices=("x", "y"))
    parser.add_argument("--oui", action="store_true")
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--a", action="store_true")
    either.add_argument("--b", action="store_true")
    with pytest.raises(SystemExit):
        parser.parse_args(words)
    said = capsys.readouterr().err
    assert "erreur :" in said
    for english in ("required", "invalid", "expected", "allowed", "unrecognized", "error", "ignored"):
        assert english not in said
