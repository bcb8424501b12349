"""The parts of a DOCX file that do not depend on what it says: styles, footer, settings, relations.

Sizes are those of official documents (GB/T 9704): body in 三号 (16 pt) on lines of 28 pt, title in 二号 (22 pt),
margins 37, 26, 35 and 28 mm. Lengths are in twentieths of a point, font sizes in half points.
"""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import Final

from gongkai.writing.fonts_used import Fonts

_NAMES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# A4 less the margins of 28 and 26 mm.
TEXT_WIDTH: Final = 11906 - 1588 - 1474
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LINE: Final = '<w:spacing w:before="0" w:after="0" w:line="560" w:lineRule="exact"/>'

_SECTION: Final = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851" w:footer="1304" w:gutter="0"/>'
    "</w:sectPr>"
)


def packed(body: str, title: str, creator: str, day: str, fonts: Fonts) -> bytes:
    """The file with ``body`` as its document; ``day`` (``2024-01-15``) is that of its properties."""
    parts = _static_parts(fonts)
    parts["docProps/core.xml"] = _core_properties(title, creator, day)
    parts["word/document.xml"] = f"{_HEAD}<w:document {_NAMES}><w:body>{body}{_SECTION}</w:body></w:document>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode("utf-8"))
    return file.getvalue()


def _static_parts(fonts: Fonts) -> dict[str, str]:
    """Every part but the document and its properties, by its name in the package."""
    return {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            f"{_OFFICE}/officeDocument word/document.xml",
            f"{_PACKAGE}/relationships/metadata/core-properties docProps/core.xml",
        ),
        "word/_rels/document.xml.rels": _relations(
            f"{_OFFICE}/styles styles.xml", f"{_OFFICE}/settings settings.xml", f"{_OFFICE}/footer footer1.xml"
        ),
        "word/styles.xml": _styles(fonts),
        "word/settings.xml": _settings(),
        "word/footer1.xml": _footer(),
    }


def _core_properties(title: str, creator: str, day: str) -> str:
    """Title, author and day (``2024-01-15``) of the document."""
    when = f'<dcterms:{{}} xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:{{}}>'
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(creator)}</dc:creator><dc:language>zh-CN</dc:language>"
        f"{when.format('created', 'created')}{when.format('modified', 'modified')}</cp:coreProperties>"
    )


def _types() -> str:
    parts = {
        "word/document": f"{_WORD}.document.main+xml",
        "word/styles": f"{_WORD}.styles+xml",
        "word/settings": f"{_WORD}.settings+xml",
        "word/footer1": f"{_WORD}.footer+xml",
        "docProps/core": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(f'<Override PartName="/{part}.xml" ContentType="{kind}"/>' for part, kind in parts.items())
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*relations: str) -> str:
    pairs = (relation.split(" ") for relation in relations)
    entries = "".join(
        f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(pairs, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _settings() -> str:
    return (
        f'{_HEAD}<w:settings {_NAMES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _footer() -> str:
    """The page number between two dashes, in 四号, as in official documents."""

    def run(inside: str) -> str:
        return f'<w:r><w:rPr><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>{inside}</w:r>'

    field = "".join(
        run(inside)
        for inside in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return f'{_HEAD}<w:ftr {_NAMES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{field}</w:p></w:ftr>'


def _styles(fonts: Fonts) -> str:
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_family(fonts, fonts.body)}"
        '<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    indent = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    centred = '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'
    title_lines = '<w:spacing w:before="0" w:after="560" w:line="640" w:lineRule="exact"/>'
    tight = '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
    rank = '<w:outlineLvl w:val="{}"/>'
    styles = (
        _style("Normal", "Normal", f'{_LINE}{indent}<w:jc w:val="both"/>', "", default=True),
        _style("Title", "Title", f"<w:keepNext/>{title_lines}{centred}", _run(fonts, fonts.title, 44)),
        _style(
            "Heading1", "heading 1", f"<w:keepNext/>{_LINE}{indent}{rank.format(0)}", _run(fonts, fonts.heading, 32)
        ),
        _style("Heading2", "heading 2", f"{_LINE}{indent}{rank.format(1)}", _run(fonts, fonts.subheading, 32)),
        _style("TableText", "Table Text", f"{tight}{centred}", _run(fonts, fonts.table, 18)),
        _style(
            "TableLabel", "Table Label", f"{tight}{centred.replace('center', 'left')}", _run(fonts, fonts.table, 18)
        ),
        _style(
            "Footer", "footer", '<w:spacing w:line="240" w:lineRule="auto"/>' + centred, _run(fonts, fonts.table, 28)
        ),
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    run_in = (
        '<w:style w:type="character" w:customStyle="1" w:styleId="RunIn"><w:name w:val="Run-in Heading"/>'
        f"<w:rPr>{_family(fonts, fonts.subheading)}</w:rPr></w:style>"
    )
    return f"{_HEAD}<w:styles {_NAMES}>{defaults}{''.join(styles)}{run_in}{table}</w:styles>"


def _style(identifier: str, name: str, paragraph: str, run: str, default: bool = False) -> str:
    custom = ' w:customStyle="1"' if identifier.startswith("Table") else ""
    based = ' w:default="1"' if default else custom
    parent = "" if default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{based} w:styleId="{identifier}"><w:name w:val="{name}"/>{parent}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _run(fonts: Fonts, family: str, size: int) -> str:
    return f'{_family(fonts, family)}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _family(fonts: Fonts, family: str) -> str:
    latin, east = escape(fonts.latin), escape(family)
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}"/>'
