"""A text as it looks: invisible signs left out, accents back on their letters, look-alikes told by their looks.

Pasted from a document, or typed to pass: a first name cut by a soft hyphen, in full-width letters, or whose « e » is a
Cyrillic one, is read as it is seen.
"""

import re
import unicodedata

# Nothing to see: soft hyphens, joiners, marks of direction, selectors of a variant, fillers.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0"
)
_MARKS = "\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212\ufe63"), "-")
# Cyrillic and Greek letters drawn as Latin ones.
_DRAWN = (
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458\u04bb\u0501\u051b\u051d\u0410"
    "\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0405\u0408\u0391"
    "\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"
)
_ALIKE = dict(zip(map(ord, _DRAWN), "aeopcyxisjhdqwABEKMHOPCTYXISJABEZHIKMNOPTYXo", strict=True)) | _HYPHENS
_SPECIAL = re.compile(f"[{_INVISIBLE}{_MARKS}\u2010-\u2012\u2212\u0370-\u052f\ufe63\uff01-\uff5e]")
_LETTER = re.compile(f"[{_INVISIBLE}]|(?s:.)[{_MARKS}]*")


class Typed:
    """What is seen of a text, and where each of its characters stands in what was typed."""

    def __init__(self, text: str) -> None:
        self.seen = text
        self._starts: list[int] | None = None
        if _SPECIAL.search(text):
            shown = [(match.start(), _shown(match[0])) for match in _LETTER.finditer(text)]
            self.seen = "".join(letter for _, letter in shown)
            self._starts = [start for start, letter in shown if letter]

    def place(self, start: int, end: int, *, whole: int) -> tuple[int, int]:
        """Where a passage of what is seen stands in what was typed, whose length is `whole`."""
        if self._starts is None:
            return start, end
        return self._starts[start], self._starts[end] if end < len(self._starts) else whole


def _shown(letter: str) -> str:
    """One character, or none: a letter and its accents are one, what is not seen is nothing."""
    if re.match(f"[{_INVISIBLE}]", letter):
        return ""
    return unicodedata.normalize("NFKC" if letter >= "\uff01" else "NFC", letter)[0].translate(_ALIKE)
