"""The categories in the index: rows hold the mark of theirs, and a word typed may be one of its label."""

from palier.cycle.catalogue.models import Category
from palier.kernel.text import words_of


def category_mark(code: str) -> str:
    """The token of a category, which stays when its label is reworded."""
    return f"_c{''.join(words_of(code))}"


def category_names() -> dict[str, str]:
    """The label of each category by its token; withdrawn ones too, since old rows keep them."""
    return {category_mark(code): label for code, label in Category.objects.values_list("pk", "label")}
