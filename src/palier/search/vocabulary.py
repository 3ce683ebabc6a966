"""The words that the index holds, to spell out one that was left unfinished."""

from collections.abc import Iterator

from django.db import connection

from palier.search.asking import Asked, Way

# Beyond so many words the beginning says too little, and is asked as it is.
MOST_SPELLED = 100
# After every sign a token may hold.
_LAST = "\x7f"


def spelled_out(asked: Asked) -> Asked:
    """The same question, each beginning replaced by the words of the index that begin so, in one statement.

    On SQLite alone, where a beginning costs the reading of all the lines that answer it, whoever asks (50,000 lines:
    16 ms) and a word only those of the other words asked with it; PostgreSQL's index reads both alike.
    """
    beginnings = [way.token for one in asked.wanted for way in one if way.begins]
    if not beginnings or connection.vendor != "sqlite":
        return asked
    known = _words_from(beginnings)
    return Asked(tuple(tuple(_spelled(one, known)) for one in asked.wanted), asked.phrases, asked.words)


def _words_from(beginnings: list[str]) -> list[str]:
    one = "SELECT * FROM (SELECT term FROM search_vocabulary WHERE term >= %s AND term < %s LIMIT %s)"
    bounds = [value for token in beginnings for value in (token, token + _LAST, MOST_SPELLED + 1)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join([one] * len(beginnings)), bounds)
        return [term for (term,) in cursor.fetchall()]


def _spelled(ways: tuple[Way, ...], known: list[str]) -> Iterator[Way]:
    for way in ways:
        words = [word for word in known if word.startswith(way.token)] if way.begins else []
        if len(words) > MOST_SPELLED:
            yield way
        elif way.begins:
            yield from map(Way, words or [way.token])
        else:
            yield way
