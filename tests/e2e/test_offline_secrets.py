"""What a device keeps of a report: nothing that can be read, nothing of another account, nothing after a day."""

import pytest
from playwright.sync_api import expect

from tests.e2e.phone import FILING, Phone, ready
from tests.e2e.test_offline import STATES, TEXT, fill, gone, phone  # noqa: F401 - the fixture of the phone

OPENED = """
  const done = (asked) => new Promise((told) => { asked.onsuccess = () => told(asked.result); });
  const base = await done(indexedDB.open("palier", 1));
"""
STORED = f"""async () => {{{OPENED}
  const all = {{}}, kept = {{}};
  const readable = (row) => row instanceof CryptoKey ? {{extractable: row.extractable}}
    : row.content ? {{...row, content: new TextDecoder().decode(row.content)}} : row;
  for (const name of base.objectStoreNames) {{
    all[name] = (await done(base.transaction(name).objectStore(name).getAll())).map(readable);
  }}
  for (const name of await caches.keys()) {{
    const cache = await caches.open(name);
    for (const one of await cache.keys()) kept[new URL(one.url).pathname] = await (await cache.match(one)).text();
  }}
  return {{all, kept}};
}}"""
AGED = f"""async (hours) => {{{OPENED}
  const rows = base.transaction("entries", "readwrite").objectStore("entries");
  for (const one of await done(rows.getAll())) {{
    await done(rows.put({{...one, createdAt: one.createdAt - hours * 3600 * 1000}}, one.id));
  }}
}}"""


def typing(phone: Phone, world, origin, name="claire"):  # noqa: F811
    """The filing page of this member, a draft kept on the device."""
    page = phone.open()
    phone.enter(world, name)
    ready(page, origin)
    fill(page)
    page.wait_for_timeout(1000)
    return page


def counts(page):
    return {name: len(rows) for name, rows in page.evaluate(STORED)["all"].items() if name != "meta"}


def test_nothing_typed_can_be_read_and_only_the_empty_form_is_kept(phone, world, live_server):  # noqa: F811
    page = typing(phone, world, live_server.url)
    found = page.evaluate(STORED)
    assert len(found["all"]["entries"]) == 1
    assert found["all"]["keys"] == [{"extractable": False}]
    for word in (TEXT, "Sacs", "Lilas", "Claire"):
        assert word not in str(found["all"])
    pages = {path: body for path, body in found["kept"].items() if not path.startswith("/static/")}
    assert list(pages) == ["/signalements/nouveau/hors-ligne/"]
    for word in (TEXT, "Claire", "Zyx", "rue des Lilas", "csrfmiddlewaretoken", world.cast.group.name):
        assert word not in pages["/signalements/nouveau/hors-ligne/"]


def test_signing_out_erases_all(phone, world, live_server):  # noqa: F811
    page = typing(phone, world, live_server.url)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("dialog").get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/connexion/**")
    assert counts(page) == {"entries": 0, "keys": 0, "photos": 0}
    phone.network(there=False)
    page.goto(live_server.url + FILING)
    expect(page.get_by_text("Personne n’est connecté sur cet appareil")).to_be_visible()
    expect(page.get_by_role("button", name="Garder et envoyer")).to_be_disabled()


def test_another_account_finds_nothing(phone, world, live_server):  # noqa: F811
    page = typing(phone, world, live_server.url)
    phone.enter(world, "bruno")
    page.goto(live_server.url + "/", wait_until="networkidle")
    assert counts(page) == {"entries": 0, "keys": 0, "photos": 0}
    page.goto(live_server.url + FILING, wait_until="networkidle")
    expect(page.locator(STATES)).to_have_count(0)


@pytest.mark.parametrize(("hours", "left"), [(23, 1), (25, 0)])
def test_a_day_later_it_is_erased(phone, world, live_server, hours, left):  # noqa: F811
    page = typing(phone, world, live_server.url)
    page.evaluate(AGED, hours)
    page.goto(live_server.url + "/", wait_until="networkidle")
    assert counts(page) == {"entries": left, "keys": left, "photos": 0}


def test_what_is_for_the_police_alone_is_never_kept(phone, world, live_server):  # noqa: F811
    page = typing(phone, world, live_server.url, "alice")
    assert counts(page)["entries"] == 1
    page.locator("label[for=id_level_1]").click()
    page.wait_for_timeout(1000)
    assert counts(page) == {"entries": 0, "keys": 0, "photos": 0}
    phone.network(there=False)
    page.get_by_role("button", name="Enregistrer le signalement").click()
    page.wait_for_timeout(1500)  # sent as without script: the browser itself says that there is no network
    gone(phone, page)
    expect(page.locator(STATES)).to_have_count(0)
    assert counts(page)["entries"] == 0
