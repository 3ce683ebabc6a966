"""Who gets what at the catalogue of components."""

from tests.web.matrix import Route, public

ROWS = {
    "catalogue:index": Route(public()),
    "catalogue:family": Route(public(), args=lambda world: {"key": "listes"}),
    "catalogue:sector": Route(public()),
    "catalogue:places": Route(public()),
}
