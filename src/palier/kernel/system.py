"""Why the operating system said no, in French: Python repeats its English words."""

import errno

_REASONS = {
    errno.ENOENT: "ce fichier ou ce dossier n’existe pas",
    errno.EACCES: "le compte qui lance la commande n’en a pas le droit",
    errno.EPERM: "le compte qui lance la commande n’en a pas le droit",
    errno.EISDIR: "c’est un dossier, pas un fichier",
    errno.ENOTDIR: "ce qui devrait être un dossier est un fichier",
    errno.EEXIST: "un fichier de ce nom est déjà là",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le quota de ce compte est atteint",
    errno.EROFS: "ce disque est en lecture seule",
    errno.ENAMETOOLONG: "ce nom est trop long",
    errno.ELOOP: "ce lien tourne en rond",
    errno.EADDRINUSE: "une autre application occupe déjà ce port",
    errno.EADDRNOTAVAIL: "ce n’est pas une adresse de cette machine",
}


def reason_of(error: OSError) -> str:
    """A few French words on what went wrong; the system's own when it is a rare case."""
    return _REASONS.get(error.errno or 0) or str(error.strerror or error)
