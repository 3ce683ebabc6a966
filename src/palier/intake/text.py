"""Text folded letter by letter: what is found in the folded text stands at the same place in the words as written."""

import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-", "‑": "-", "\u202f": " ",
                        "\xa0": " ", "\t": " ", "œ": "o", "Œ": "o", "æ": "a", "Æ": "a", "→": ">", "➔": ">", "⇒": ">",
                        "➜": ">"})  # fmt: skip


@lru_cache(maxsize=4096)
def level(text: str) -> str:
    """Lower case without accents, as long as the text itself; quotes, dashes and arrows made plain."""
    return "".join(_bare(letter) for letter in text.translate(_PLAIN))


def _bare(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    bare = unicodedata.normalize("NFD", letter)[:1].lower()
    return bare if len(bare) == 1 else letter
