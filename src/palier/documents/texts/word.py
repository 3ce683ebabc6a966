"""DOCX: titles, tables with repeated heads, page numbers, in French, written from their few parts."""

from collections.abc import Iterable, Sequence

from palier.documents.texts.archive import written, zipped
from palier.documents.texts.blocks import (
    ACCENT,
    EMPTY,
    FONT,
    HEADINGS,
    LINE,
    STYLES,
    Block,
    Bullets,
    Heading,
    Paragraph,
    Table,
)

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WIDTH = 9638  # twentieths of a point between the margins of an A4
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "application/vnd.openxmlformats-package.core-properties"
_PARTS = ("styles", "numbering", "footer")


def write_docx(title: str, blocks: Sequence[Block]) -> bytes:
    """The text, as a DOCX."""
    members = [
        ("[Content_Types].xml", _types()),
        ("_rels/.rels", _root_relations()),
        ("docProps/core.xml", _properties(title)),
        ("word/document.xml", _document(blocks)),
        ("word/_rels/document.xml.rels", _relations((part, f"{_OFFICE}/{part}", f"{part}.xml") for part in _PARTS)),
        ("word/styles.xml", _styles()),
        ("word/numbering.xml", _numbering()),
        ("word/footer.xml", _footer(title)),
    ]
    return zipped(members)


def _types() -> str:
    parts = [("word/document", "document.main"), *((f"word/{part}", part) for part in _PARTS)]
    overrides = "".join(f'<Override PartName="/{path}.xml" ContentType="{_WORD}.{kind}+xml"/>' for path, kind in parts)
    core = f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}+xml"/>'
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}{core}</Types>'
    )


def _root_relations() -> str:
    return _relations(
        (
            ("document", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        )
    )


def _relations(rows: Iterable[tuple[str, str, str]]) -> str:
    drawn = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in rows)
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{drawn}</Relationships>'


def _properties(title: str) -> str:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{written(title)}</dc:title><dc:language>fr-FR</dc:language></cp:coreProperties>"
    )


def _document(blocks: Sequence[Block]) -> str:
    page = (
        '<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" '
        'w:gutter="0"/></w:sectPr>'
    )
    body = "".join(map(_block, blocks))
    return f"{_XML}<w:document {_W} {_R}><w:body>{body}{page}</w:body></w:document>"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return _paragraph(f"Heading{block.level}", _run(block.text))
        case Paragraph():
            lead = _run(f"{block.lead} ", bold=True) if block.lead else ""
            return _paragraph(block.style, lead + _run(block.text))
        case Bullets():
            numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
            return "".join(_paragraph("body", _run(line), more=numbered) for line in block.lines)
    return _table(block)


def _paragraph(style: str, runs: str, *, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def _run(text: str, *, bold: bool = False) -> str:
    marks = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{marks}<w:t xml:space="preserve">{written(text)}</w:t></w:r>'


def _table(table: Table) -> str:
    whole = sum(table.widths)
    widths = [_WIDTH * width // whole for width in table.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    shape = (
        f'<w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    head = _row(table.heads, widths, "caption", ACCENT, is_head=True)
    rows = "".join(_row(row, widths, "body", LINE) for row in table.rows)
    # Two tables that touch would be one: a paragraph always follows.
    return f"<w:tbl>{shape}<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>{_paragraph('quiet', '')}"


def _row(cells: tuple[str, ...], widths: list[int], style: str, line: str, *, is_head: bool = False) -> str:
    repeated = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_head else "<w:trPr><w:cantSplit/></w:trPr>"
    drawn = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders><w:bottom w:val="single" w:sz="4" '
        f'w:space="0" w:color="{line}"/></w:tcBorders></w:tcPr>{_paragraph(style, _run(cell or EMPTY))}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{repeated}{drawn}</w:tr>"


def _styles() -> str:
    default = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
        '<w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault></w:docDefaults>'
    )
    bodies = "".join(
        _style(name, name, size, colour, bold=bold, above=0, keep=name == "caption")
        for name, (size, bold, colour) in STYLES.items()
    )
    headings = "".join(
        _style(f"Heading{level}", f"heading {level}", size, ACCENT, bold=True, above=above * 20, keep=True, level=level)
        for level, (size, above) in HEADINGS.items()
    )
    return f"{_XML}<w:styles {_W}>{default}{bodies}{headings}</w:styles>"


def _style(
    key: str, name: str, size: float, colour: str, *, bold: bool, above: int, keep: bool = False, level: int = 0
) -> str:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>' if level else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:qFormat/><w:pPr>'
        f'{"<w:keepNext/>" if keep else ""}<w:spacing w:before="{above}" w:after="80"/>{outline}</w:pPr><w:rPr>'
        f'{"<w:b/>" if bold else ""}<w:color w:val="{colour}"/><w:sz w:val="{round(size * 2)}"/></w:rPr></w:style>'
    )


def _numbering() -> str:
    return (
        f'{_XML}<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="400" '
        'w:hanging="240"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        "</w:numbering>"
    )


def _footer(title: str) -> str:
    def field(name: str) -> str:
        return f'<w:fldSimple w:instr="{name}">{_run("1")}</w:fldSimple>'

    words = f"{_run(f'{title} · page ')}{field('PAGE')}{_run(' sur ')}{field('NUMPAGES')}"
    return f"{_XML}<w:ftr {_W}>{_paragraph('quiet', words)}</w:ftr>"
