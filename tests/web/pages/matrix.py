"""Who gets what at the information pages."""

from tests.web.matrix import Route, public

ROWS = {f"pages:{name}": Route(public()) for name in ("legal", "data-protection", "accessibility")}
