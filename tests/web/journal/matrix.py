"""Who gets what at the journal's screens."""

from palier.web.shell.navigation import address_of
from tests.web.matrix import CAST, CHIEFS, POLICE, Route, answers

LOG_READERS = {"agathe", "denis"}


def gate(otherwise: int) -> int:
    """Gaëlle is sent to sign the charter, as soon as the charter has its screen."""
    return 302 if address_of("partners:charter-sign") else otherwise


def only(*names: str, status: int = 200) -> dict[str, int]:
    """These members get `status`, the anonymous the login page, the others the 403 page."""
    return answers(403, gaelle=gate(403)) | dict.fromkeys(names, status)


def one_subject(world) -> dict[str, str]:
    return {"subject": "journal"}


def the_group(world) -> dict[str, str]:
    return {"kind": "group", "pk": world.cast.group.pk}


KNOW_THE_GROUP = {*POLICE, *CHIEFS, "bruno", "claire", "eric", "diane", "agathe"}

ROWS = {
    "journal:audit": Route(only(*LOG_READERS)),
    "journal:consultations": Route(only(*LOG_READERS)),
    "journal:integrity": Route(only(*LOG_READERS)),
    "journal:check": Route(only(*LOG_READERS, status=303), method="post"),
    "journal:retention": Route(only(*LOG_READERS)),
    "journal:retention-change": Route(only("denis"), args=one_subject),
    "journal:purge": Route(only("denis")),
    "journal:timeline": Route(
        answers(404, gaelle=gate(404), others=(tuple(name for name in CAST if name in KNOW_THE_GROUP), 200)),
        args=the_group,
    ),
}
