"""One word of a text, looked at as the possible beginning of a name."""

from dataclasses import dataclass

from palier.screening.lexicon import lexicon
from palier.screening.reading import Reading, Word
from palier.screening.runs import capital_run, lower_run


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a reading; `barred` are the positions of the words that name places."""

    reading: Reading
    at: int
    barred: set[int]

    @property
    def words(self) -> list[Word]:
        """All the words of the text."""
        return self.reading.words

    @property
    def word(self) -> Word:
        """The word looked at."""
        return self.reading.words[self.at]

    @property
    def fold(self) -> str:
        """The word looked at, folded."""
        return self.word.fold

    @property
    def before(self) -> str:
        """The word just before, folded, when nothing but a space separates them."""
        return self.words[self.at - 1].fold if self.at and self.word.is_glued else ""

    @property
    def following(self) -> Word | None:
        """The word just after, when nothing but a space separates them and it names no place."""
        after = self.at + 1
        if after < len(self.words) and after not in self.barred and self.words[after].is_glued:
            return self.words[after]
        return None

    def is_in(self, *names: str) -> bool:
        """True when the word is in one of these lexicons."""
        return any(self.fold in lexicon(name) for name in names)

    def capitals(self, *, titled: bool = False) -> int:
        """Where a name written with capitals that begins here ends; here when none does."""
        return capital_run(self.words, self.at, self.barred, titled=titled)

    def believed(self, skip: int = 0) -> int:
        """Where a name written without capitals ends, its first word (after `skip` particles) being believed."""
        return lower_run(self.words, self.at + skip, self.barred)
