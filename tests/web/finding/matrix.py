"""Who gets what at the maps and the exports of problems and reports."""

from tests.web.cycle_rows import SEATED, listed
from tests.web.matrix import Route

ROWS = {
    "finding:problem-map": Route(listed(*SEATED)),
    "finding:problem-points": Route(listed(*SEATED)),
    "finding:report-map": Route(listed(*SEATED)),
    "finding:report-points": Route(listed(*SEATED)),
    **{
        f"finding:{subject}-{kind}": Route(listed(*SEATED))
        for subject in ("problem", "report")
        for kind in ("csv", "xlsx", "ods", "geojson")
    },
}
