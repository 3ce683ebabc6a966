"""`palier doctor` refuses a bad production, point by point, and lets a good one pass."""

import shutil

import pytest

from tests.product import Product

GOOD = {
    "PALIER_SECRET_KEY": "k" * 64,
    "PALIER_BASE_URL": "https://palier.interieur.test",
    "PALIER_ALLOWED_HOSTS": "palier.interieur.test",
    "PALIER_BEHIND_PROXY": "1",
    "PALIER_SMTP_HOST": "smtp.interieur.test",
    "PALIER_MAIL_FROM": "Palier <palier@interieur.test>",
}


@pytest.fixture
def production(product):
    """An installation as docs/operations/ says to make it."""
    product.settings.update(GOOD)
    product.data.chmod(0o750)
    database = product.data / "palier.sqlite3"
    if database.exists():
        database.chmod(0o640)
    product.do("static")
    return product


def test_a_good_production_passes(production):
    answer = production.run("doctor")
    assert answer.returncode == 0, answer.stdout
    assert "0 refus" in answer.stdout
    assert "Aucun travail de fond ne tourne" in answer.stdout
    assert production.run("doctor", "--strict").returncode == 1


BAD = (
    ({"PALIER_DEBUG": "1"}, "PALIER_DEBUG est actif"),
    ({"PALIER_SECRET_KEY": ""}, "clé secrète"),
    ({"PALIER_SECRET_KEY": "courte"}, "clé secrète"),
    ({"PALIER_ALLOWED_HOSTS": "*"}, "accepte tout nom"),
    ({"PALIER_ALLOWED_HOSTS": "autre.test"}, "n’est pas dans PALIER_ALLOWED_HOSTS"),
    ({"PALIER_DEMONSTRATION": "1"}, "mode démonstration"),
    ({"PALIER_BASE_URL": "http://palier.interieur.test"}, "pas en HTTPS"),
    ({"PALIER_SMTP_HOST": ""}, "Aucun serveur de courriel"),
    ({"PALIER_MAIL_FROM": "Palier <palier@localhost>"}, "adresse d’expédition"),
    ({"PALIER_TIME_ZONE": "Europe/Digne"}, "PALIER_TIME_ZONE"),
)


@pytest.fixture(scope="module")
def shared_production(request, tmp_path_factory, migrated):
    """One good SQLite production for the settings that are spoilt one at a time."""
    data = tmp_path_factory.mktemp("production")
    data.chmod(0o750)
    shutil.copy(migrated("sqlite").removeprefix("sqlite:///"), data / "palier.sqlite3")
    (data / "palier.sqlite3").chmod(0o640)
    product = Product(data, f"sqlite:///{data / 'palier.sqlite3'}", dict(GOOD))
    product.do("static")
    return product


@pytest.mark.installation
@pytest.mark.parametrize(("spoilt", "said"), BAD)
def test_each_bad_setting_is_refused_with_its_remedy(shared_production, spoilt, said):
    shared_production.settings = GOOD | spoilt
    answer = shared_production.run("doctor")
    assert answer.returncode != 0
    told = (answer.stdout + answer.stderr).lower()
    assert said.lower() in told
    assert "traceback" not in told
    assert "→" in told or "docs/operations" in told


def test_what_is_wrong_in_the_data_is_refused(production):
    production.python(
        "from palier.partners.models import User; User.objects.create_user('demo@example.org', 'Démo')\n"
        "from palier.journal import guards; from django.db import connection; guards.remove(connection)"
    )
    production.data.chmod(0o755)
    answer = production.run("doctor")
    assert answer.returncode == 1
    assert "1 compte de démonstration" in answer.stdout
    assert "Gardes du journal absentes" in answer.stdout
    assert "ouvert à tous les comptes" in answer.stdout


def test_an_installation_without_tables_is_told_to_migrate(new_product):
    answer = new_product("sqlite", **GOOD).run("doctor")
    assert answer.returncode == 1
    assert "palier migrate" in answer.stdout
    assert answer.stdout.count("La base dit") == 1, "what keeps several checks from running is explained once"
    assert answer.stdout.count("pour la même raison") > 1
    assert "Traceback" not in answer.stdout + answer.stderr
