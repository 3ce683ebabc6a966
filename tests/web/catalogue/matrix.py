"""Who gets what at the catalogue of components."""

from tests.web.matrix import Route, public

ROWS = {"catalogue:index": Route(public())}
