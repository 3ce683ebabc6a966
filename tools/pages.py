"""Pages that a tool makes again: written only when they changed."""

from pathlib import Path


def write(path: Path, text: str) -> str:
    """Have the page hold this text; one French line on what became of it."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return f"{path.name} : à jour."
    path.write_text(text, encoding="utf-8")
    return f"{path.name} : refaite."
