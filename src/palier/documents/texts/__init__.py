"""Papers as texts to edit: what they say as blocks, then ODT or DOCX. The same content gives the same bytes."""

from collections.abc import Callable, Sequence

from palier.documents.texts.blocks import Block
from palier.documents.texts.opendocument import TYPE as ODT
from palier.documents.texts.opendocument import write_odt
from palier.documents.texts.word import TYPE as DOCX
from palier.documents.texts.word import write_docx

TEXT_WRITERS: dict[str, Callable[[str, Sequence[Block]], bytes]] = {"odt": write_odt, "docx": write_docx}
TEXT_TYPES = {"odt": ODT, "docx": DOCX}
