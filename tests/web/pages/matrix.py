"""Who gets what at the information pages."""

from tests.web.matrix import Route, answers, public

# The pages stay open to those whose charter waits: an editor of pages among them would pass, a member gets 403.
EDITORS = answers(403, gaelle=403, agathe=200, denis=200)
ROWS = {f"pages:{name}": Route(public()) for name in ("legal", "data-protection", "accessibility")} | {
    "pages:edit-list": Route(EDITORS),
    "pages:edit": Route(EDITORS, args=lambda world: {"key": "legal"}),
}
