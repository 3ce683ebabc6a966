"""A large export in the browser: asked for, its progress refreshed, then downloaded."""

from playwright.sync_api import expect

from palier.web.exports.making import make_export
from palier.web.exports.models import ExportFile
from tests.e2e.conftest import DESKTOP, PHONE

ADDRESS = "/mes-exports/?liste=report&format=xlsx&criteres=kind%3Dhall"


def test_an_export_is_asked_for_watched_and_downloaded(world, live_server, signed_in, axe):
    page = signed_in("bruno")
    page.goto(live_server.url + ADDRESS)
    expect(page.get_by_role("heading", name="Préparer cet export ?")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Préparer l’export").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    row = ExportFile.objects.unsealed("test").get()
    ExportFile.objects.unsealed("test").update(state="making", rows_total=12_000, rows_done=4_500)
    expect(page.get_by_text("4\u00a0500 lignes sur 12\u00a0000")).to_be_visible(timeout=10_000)
    # The page goes on refreshing; the keyboard stays where it was.
    page.get_by_role("button", name="Annuler").focus()
    ExportFile.objects.unsealed("test").update(rows_done=6_000)
    expect(page.get_by_text("6\u00a0000 lignes")).to_be_visible(timeout=10_000)
    expect(page.get_by_role("button", name="Annuler")).to_be_focused()
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        axe(page)
    make_export.call(str(row.pk))
    expect(page.get_by_role("link", name="Télécharger")).to_be_visible(timeout=10_000)
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger").click()
    assert download.value.suggested_filename.startswith("signalements-")
    page.goto(live_server.url)
    expect(page.get_by_text("Un export est prêt")).to_be_visible()
