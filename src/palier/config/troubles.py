"""What `palier` says, in French and with a remedy, when the database or the system does not answer as awaited."""

from django.db import DatabaseError

from palier.kernel.system import reason_of

WHERE_SETTINGS = "Les variables d’environnement PALIER_… sont décrites dans docs/operations/reglages.md."
_UNKNOWN = (
    "La base de données ne répond pas comme prévu.",
    "Première installation ou mise à jour : « palier migrate ». Sinon vérifiez PALIER_DATABASE_URL et PALIER_DATA_DIR.",
)
# Words that the engines use -> what happened, what to do.
_KNOWN = (
    (
        ("no such table", "does not exist", "no such column"),
        "La base n’a pas encore la forme de cette version.",
        "Lancez « palier migrate ».",
    ),
    (
        ("is locked", "lock timeout", "deadlock"),
        "Un autre programme tient la base depuis trop longtemps.",
        "Recommencez ; si cela dure, cherchez lequel (une sauvegarde, un import, un outil ouvert sur la base).",
    ),
    (
        ("not a database", "malformed", "disk image"),
        "Le fichier de la base est abîmé, ou n’est pas une base.",
        "N’écrivez rien dedans : copiez-le, puis restaurez la dernière sauvegarde (palier restore).",
    ),
    (
        ("unable to open database file",),
        "Le fichier de la base ne s’ouvre pas.",
        "Vérifiez que le dossier PALIER_DATA_DIR existe et que ce compte peut y écrire ; puis « palier migrate ».",
    ),
    (
        ("readonly database", "read-only transaction", "permission denied"),
        "Ce compte ne peut pas écrire dans la base.",
        "Lancez la commande sous le compte du service.",
    ),
    (
        ("connection refused", "could not connect", "failed to resolve host", "password authentication"),
        "Le serveur de base de données ne répond pas, ou refuse ce compte.",
        "Vérifiez PALIER_DATABASE_URL (nom, port, compte, mot de passe) et que PostgreSQL tourne.",
    ),
    (("disk is full", "no space left"), "Le disque est plein.", "Libérez de la place, puis recommencez."),
)


def database_trouble(error: DatabaseError) -> tuple[str, str]:
    """What happened, with the engine's own words, and what to do."""
    said = " ".join(str(error).split())
    known = ((what, remedy) for words, what, remedy in _KNOWN if any(word in said.lower() for word in words))
    what, remedy = next(known, _UNKNOWN)
    return f"{what} La base dit : {said}", remedy


def system_trouble(error: OSError) -> str:
    """Which file or address, and why the system refused it."""
    where = f"« {error.filename} » : " if error.filename else ""
    return f"Le système a refusé : {where}{reason_of(error)}."
