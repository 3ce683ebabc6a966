"""The three families of errors: a rule said no, someone was faster, or a bug (anything else)."""


class Refused(Exception):
    """A rule said no. `message` is plain French, says where and how to mend it, and is shown to the person.

    `field` names the form field concerned, when there is one.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotGranted(Refused):
    """The reader sees the object but its role does not hold the verb (shown as a 403 page, decision 7)."""


class Stale(Exception):
    """Someone was faster: the record moved since it was read. Shown with « recharger »."""

    def __init__(self, message: str = "Quelqu’un a modifié cette fiche entre-temps. Rechargez la page.") -> None:
        super().__init__(message)
        self.message = message
