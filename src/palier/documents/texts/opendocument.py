"""ODT: titles, tables with repeated heads, page numbers, in French; nothing that a person could not then edit."""

from collections.abc import Sequence

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

TYPE = "application/vnd.oasis.opendocument.text"
_WIDTH_CM = 17.0
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("meta", "meta"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("manifest", "manifest"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = (
    f'{_XML}<manifest:manifest {_SPACES} manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{TYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}.xml" manifest:media-type="text/xml"/>'
        for name in ("content", "styles", "meta")
    )
    + "</manifest:manifest>"
)


def write_odt(title: str, blocks: Sequence[Block]) -> bytes:
    """The text, as an ODT."""
    members = [
        ("mimetype", TYPE),
        ("META-INF/manifest.xml", _MANIFEST),
        ("content.xml", _content(blocks)),
        ("styles.xml", _styles(title)),
        ("meta.xml", _meta(title)),
    ]
    return zipped(members, plain="mimetype")


def _meta(title: str) -> str:
    return (
        f'{_XML}<office:document-meta {_SPACES} office:version="1.3"><office:meta>'
        f"<dc:title>{written(title)}</dc:title><dc:language>fr-FR</dc:language>"
        "<meta:generator>Palier</meta:generator></office:meta></office:document-meta>"
    )


def _content(blocks: Sequence[Block]) -> str:
    tables = [block for block in blocks if isinstance(block, Table)]
    shapes = dict.fromkeys(table.widths for table in tables)
    names = {widths: f"t{number}" for number, widths in enumerate(shapes)}
    columns = "".join(_column_styles(name, widths) for widths, name in names.items())
    body = "".join(_block(block, names) for block in blocks)
    return (
        f'{_XML}<office:document-content {_SPACES} office:version="1.3"><office:automatic-styles>'
        f"{columns}{_cell_style('head', f'1pt solid #{ACCENT}')}{_cell_style('cell', f'0.5pt solid #{LINE}')}"
        '<style:style style:name="row" style:family="table-row"><style:table-row-properties '
        'fo:keep-together="always"/></style:style>'
        '<style:style style:name="strong" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )


def _column_styles(name: str, widths: tuple[int, ...]) -> str:
    whole = sum(widths)
    columns = "".join(
        f'<style:style style:name="{name}.{number}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{_WIDTH_CM * width / whole:.2f}cm"/></style:style>'
        for number, width in enumerate(widths)
    )
    return (
        f'<style:style style:name="{name}" style:family="table"><style:table-properties '
        f'style:width="{_WIDTH_CM:.2f}cm" table:align="left" fo:margin-bottom="0.25cm"/></style:style>{columns}'
    )


def _cell_style(name: str, line: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties '
        f'fo:padding="0.1cm" fo:border-bottom="{line}"/></style:style>'
    )


def _block(block: Block, names: dict[tuple[int, ...], str]) -> str:
    match block:
        case Heading():
            level = block.level
            text = written(block.text)
            return f'<text:h text:style-name="Heading_{level}" text:outline-level="{level}">{text}</text:h>'
        case Paragraph():
            lead = f'<text:span text:style-name="strong">{written(block.lead)}</text:span> ' if block.lead else ""
            return f'<text:p text:style-name="{block.style}">{lead}{written(block.text)}</text:p>'
        case Bullets():
            lines = "".join(
                f'<text:list-item><text:p text:style-name="body">{written(line)}</text:p></text:list-item>'
                for line in block.lines
            )
            return f'<text:list text:style-name="bullets">{lines}</text:list>'
    return _table(block, names[block.widths])


def _table(table: Table, name: str) -> str:
    columns = "".join(f'<table:table-column table:style-name="{name}.{n}"/>' for n in range(len(table.widths)))
    head = _row(table.heads, "head", "caption")
    rows = "".join(_row(row, "cell", "body") for row in table.rows)
    return (
        f'<table:table table:style-name="{name}">{columns}<table:table-header-rows>{head}</table:table-header-rows>'
        f"{rows}</table:table>"
    )


def _row(cells: tuple[str, ...], style: str, words: str) -> str:
    drawn = "".join(
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f'<text:p text:style-name="{words}">{written(cell or EMPTY)}</text:p></table:table-cell>'
        for cell in cells
    )
    return f'<table:table-row table:style-name="row">{drawn}</table:table-row>'


def _styles(title: str) -> str:
    default = (
        f'<style:default-style style:family="paragraph"><style:text-properties fo:font-family="{FONT}" '
        'fo:language="fr" fo:country="FR"/></style:default-style>'
    )
    paragraphs = "".join(
        _paragraph_style(name, size, colour, bold=bold, above=0, below=0.15)
        for name, (size, bold, colour) in STYLES.items()
    )
    headings = "".join(
        _paragraph_style(f"Heading_{level}", size, ACCENT, bold=True, above=above / 28, below=0.15, outline=level)
        for level, (size, above) in HEADINGS.items()
    )
    bullets = (
        '<text:list-style style:name="bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
        '<style:list-level-properties text:space-before="0.3cm" text:min-label-width="0.4cm"/>'
        "</text:list-level-style-bullet></text:list-style>"
    )
    page = (
        '<style:page-layout style:name="a4"><style:page-layout-properties fo:page-width="21cm" '
        'fo:page-height="29.7cm" fo:margin-top="2cm" fo:margin-bottom="1.6cm" fo:margin-left="2cm" '
        'fo:margin-right="2cm"/><style:footer-style><style:header-footer-properties fo:margin-top="0.5cm"/>'
        "</style:footer-style></style:page-layout>"
    )
    footer = (
        f'<style:footer><text:p text:style-name="quiet">{written(title)} · page <text:page-number/> sur '
        "<text:page-count/></text:p></style:footer>"
    )
    return (
        f'{_XML}<office:document-styles {_SPACES} office:version="1.3"><office:styles>{default}{paragraphs}{headings}'
        f"{bullets}</office:styles><office:automatic-styles>{page}</office:automatic-styles><office:master-styles>"
        f'<style:master-page style:name="Standard" style:page-layout-name="a4">{footer}</style:master-page>'
        "</office:master-styles></office:document-styles>"
    )


def _paragraph_style(
    name: str, size: float, colour: str, *, bold: bool, above: float, below: float, outline: int = 0
) -> str:
    level = f' style:default-outline-level="{outline}"' if outline else ""
    keep = ' fo:keep-with-next="always"' if outline or name == "caption" else ""
    weight = ' fo:font-weight="bold"' if bold else ""
    return (
        f'<style:style style:name="{name}" style:display-name="{name.replace("_", " ")}" style:family="paragraph"'
        f'{level}><style:paragraph-properties fo:margin-top="{above:.2f}cm" fo:margin-bottom="{below:.2f}cm"{keep}/>'
        f'<style:text-properties fo:font-size="{size}pt" fo:color="#{colour}"{weight}/></style:style>'
    )
