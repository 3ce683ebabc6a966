"""Who gets what at the home screen."""

from palier.web.shell.navigation import address_of
from tests.web.matrix import Route, answers

# Until the charter has its screen, nobody can be sent to it.
GATE = 302 if address_of("partners:charter-sign") else 200
ROWS = {"home:home": Route(answers(200, gaelle=GATE))}
