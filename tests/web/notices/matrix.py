"""Who gets what at the notices: everybody its own; the link of a mail, whoever holds it."""

from palier.kernel.ids import new_id
from palier.notifications.stopping import stop_link
from tests.web.matrix import CAST, Route, answers

EVERYBODY = answers(200)
TOKEN_OF_BRUNO = {"args": lambda world: {"token": stop_link(world.cast.users["bruno"]).rstrip("/").rpartition("/")[2]}}

ROWS = {
    "notices:list": Route(EVERYBODY),
    "notices:rhythm": Route(EVERYBODY),
    "notices:read": Route(answers(303), method="post"),
    # One of nobody: each reads its own alone.
    "notices:read-one": Route(answers(404), args=lambda world: {"pk": new_id()}, method="post"),
    # Nothing of theirs waits there: each is sent back with the same words.
    "notices:keep": Route(answers(303), args=lambda world: {"pk": new_id()}, method="post"),
    "notices:stop": Route(dict.fromkeys(CAST, 200), **TOKEN_OF_BRUNO),
}
