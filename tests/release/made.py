"""Files made for the tests, each with one secret in one place that its maker names; and clean ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import typst
import xlsxwriter  # type: ignore[import-untyped]
from PIL import Image
from PIL.PngImagePlugin import PngInfo

import gongkai
from gongkai.text.identifiers import id_check_digit

_FONTS = Path(gongkai.__file__).parent / "writing" / "fonts"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>{more}</Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)


def id_number(serial: int) -> str:
    """A number with a right check digit, of a region that does not exist."""
    first = f"99010119{70 + serial % 30:02d}{1 + serial % 12:02d}{1 + serial % 28:02d}{serial % 1000:03d}"
    return first + id_check_digit(first)


def card(serial: int) -> str:
    """A number of 19 digits that passes the check of cards."""
    first = f"62999900{serial:010d}"
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(reversed(first)))
    return first + str(-total % 10)


def phone(serial: int) -> str:
    return f"139{serial:08d}"


SECRETS: dict[str, Callable[[int], str]] = {
    "RL-ID-NUMBER": id_number,
    "RL-BANK-CARD": card,
    "RL-PHONE": phone,
    "RL-ADDRESS": lambda serial: f"家庭住址：云岭县石桥镇柳树村{serial % 9 + 1}组{serial}号",
    "RL-SECRET-MARK": lambda serial: f"机密★{serial % 20 + 1}年",
    "RL-WORK-SECRET": lambda serial: f"第{serial}号内部资料，注意保存",
}


def docx(body: str, **parts: str | bytes) -> bytes:
    """A DOCX with that XML in its body; ``parts``: more parts, ``/`` written as ``__`` and ``.`` as ``_DOT_``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", _TYPES.format(more=""))
        package.writestr("_rels/.rels", _RELS)
        package.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        for name, part in parts.items():
            package.writestr(name.replace("__", "/").replace("_DOT_", "."), part)
    return out.getvalue()


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p>{''.join(f'<w:r>{properties}<w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


OPEN = paragraph("关于发放困难群众补贴的公示，共发放三户。")


class Made(msgspec.Struct, frozen=True):
    """A file, what is wrong with it (codes), and the secret in clear."""

    name: str
    data: bytes
    codes: frozenset[str]
    secret: str


def word_files(code: str, secret: str) -> Iterator[Made]:
    """The secret in every place that a DOCX has."""
    half = len(secret) // 2
    deleted = f'<w:p><w:del w:author="甲"><w:r><w:delText>{secret}</w:delText></w:r></w:del></w:p>'
    comment = f'<w:comments {_W}><w:comment w:author="乙">{paragraph(secret)}</w:comment></w:comments>'
    header = f"<w:hdr {_W}>{paragraph(secret)}</w:hdr>"
    settings = f'<w:settings {_W}><w:docVars><w:docVar w:name="a" w:val="{secret}"/></w:docVars></w:settings>'
    hidden = frozenset({code, "RL-HIDDEN"})
    yield Made("正文.docx", docx(OPEN + paragraph(f"户主{secret}。")), frozenset({code}), secret)
    yield Made("拆开.docx", docx(OPEN + paragraph(secret[:half], secret[half:])), frozenset({code}), secret)
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('户主')}</w:tc><w:tc>{paragraph(secret)}</w:tc></w:tr></w:tbl>"
    yield Made("表格.docx", docx(OPEN + cell), frozenset({code}), secret)
    yield Made("删除.docx", docx(OPEN + deleted), hidden, secret)
    vanish = "<w:rPr><w:vanish/></w:rPr>"
    yield Made("隐藏文字.docx", docx(OPEN + paragraph(secret, properties=vanish)), hidden, secret)
    yield Made("批注.docx", docx(OPEN, word__comments_DOT_xml=comment), hidden, secret)
    yield Made("页眉.docx", docx(OPEN, word__header1_DOT_xml=header), frozenset({code}), secret)
    yield Made("变量.docx", docx(OPEN, word__settings_DOT_xml=settings), hidden, secret)
    inner = xlsx(lambda _, sheet: sheet.write(0, 0, secret))
    yield Made("内嵌.docx", docx(OPEN, word__embeddings__a_DOT_xlsx=inner), hidden, secret)


def xlsx(fill: Callable[[Any, Any], object], *, second: bool = False) -> bytes:
    """A workbook; ``fill(book, sheet)`` writes into its last sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    first = book.add_worksheet("名单")
    first.write_row(0, 0, ["序号", "户主", "金额（元）"])
    first.write_row(1, 0, [1, "张某", 300])
    sheet = book.add_worksheet("底稿") if second else first
    fill(book, sheet)
    book.close()
    return out.getvalue()


def sheet_files(code: str, secret: str) -> Iterator[Made]:
    """The secret in every place that an XLSX has."""
    hidden = frozenset({code, "RL-HIDDEN"})

    def made(name: str, codes: frozenset[str], fill: Callable[[Any, Any], object], second: bool = False) -> Made:
        return Made(name, xlsx(fill, second=second), codes, secret)

    yield made("单元格.xlsx", frozenset({code}), lambda _, sheet: sheet.write_string(3, 1, secret))
    if secret.isdigit() and len(secret) <= 15:
        yield made("数值.xlsx", frozenset({code}), lambda _, sheet: sheet.write_number(3, 1, int(secret)))

    def in_hidden_sheet(_: Any, sheet: Any) -> None:
        sheet.write_string(0, 0, secret)
        sheet.hide()

    def in_very_hidden_sheet(_: Any, sheet: Any) -> None:
        sheet.write_string(0, 0, secret)
        sheet.very_hidden()

    def in_hidden_row(_: Any, sheet: Any) -> None:
        sheet.write_string(5, 1, secret)
        sheet.set_row(5, None, None, {"hidden": True})

    def in_hidden_column(_: Any, sheet: Any) -> None:
        sheet.write_string(1, 6, secret)
        sheet.set_column(6, 6, None, None, {"hidden": True})

    def shown_as_nothing(book: Any, sheet: Any) -> None:
        sheet.write_string(4, 1, secret, book.add_format({"num_format": ";;;"}))

    yield made("隐藏表.xlsx", hidden, in_hidden_sheet, second=True)
    yield made("深度隐藏表.xlsx", hidden, in_very_hidden_sheet, second=True)
    yield made("隐藏行.xlsx", hidden, in_hidden_row)
    yield made("隐藏列.xlsx", hidden, in_hidden_column)
    yield made("不显示.xlsx", hidden, shown_as_nothing)
    yield made("批注.xlsx", hidden, lambda _, sheet: sheet.write_comment(1, 1, secret))
    yield made("公式.xlsx", frozenset({code}), lambda _, sheet: sheet.write_formula(6, 1, '="a"', None, secret))
    yield made("属性.xlsx", frozenset({code, "RL-METADATA"}), lambda book, _: book.set_properties({"comments": secret}))


def pdf(text: str) -> bytes:
    """A PDF of one page with that text in it."""
    said = msgspec.json.encode(text).decode()
    source = f'#set text(font: "Noto Serif CJK SC")\n#{said}\n\n关于发放补贴的公示'
    compiled = typst.Compiler(font_paths=[str(_FONTS)]).compile(input=source.encode(), format="pdf")
    assert isinstance(compiled, bytes)
    return compiled


def pdf_files(code: str, secret: str) -> Iterator[Made]:
    """The secret in every place that a PDF has."""
    hidden = frozenset({code, "RL-HIDDEN"})

    def with_change(name: str, codes: frozenset[str], change: Callable[[pikepdf.Pdf], object]) -> Made:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf("共发放三户"))) as document:
            change(document)
            document.save(out)
        return Made(name, out.getvalue(), codes, secret)

    def note(document: pikepdf.Pdf) -> None:
        about = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=pikepdf.String(secret)
        )
        document.pages[0].Annots = document.make_indirect(pikepdf.Array([about]))

    def attach(document: pikepdf.Pdf) -> None:
        document.attachments["名单.txt"] = pikepdf.AttachedFileSpec(
            document,
            secret.encode(),
            filename="名单.txt",
            mime_type="text/plain",
            creation_date="",
            mod_date="",
            description="",
        )

    yield Made("正文.pdf", pdf(secret), frozenset({code}), secret)
    yield with_change("批注.pdf", hidden, note)
    yield with_change("附件.pdf", hidden, attach)
    yield with_change(
        "属性.pdf", frozenset({code, "RL-METADATA"}), lambda document: document.docinfo.update({"/Author": secret})
    )


def picture_files(secret: str) -> Iterator[Made]:
    """The secret beside a picture."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x9286] = secret  # what the photographer notes
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (40, 30), "white").save(out, "JPEG", exif=exif)
    yield Made("照片.jpeg", out.getvalue(), frozenset({"RL-HIDDEN", "RL-METADATA", "RL-UNREAD"}), secret)
    out = io.BytesIO()
    said = PngInfo()
    said.add_text("Comment", secret)
    Image.new("RGB", (40, 30), "white").save(out, "PNG", pnginfo=said)
    yield Made("截图.png", out.getvalue(), frozenset({"RL-HIDDEN", "RL-UNREAD"}), secret)


def planted() -> Iterator[Made]:
    """About two hundred files, each with one secret."""
    serial = 0
    for round_ in range(2):
        for code, make in SECRETS.items():
            serial += 7
            secret = make(serial + 100 * round_)
            yield from word_files(code, secret)
            yield from sheet_files(code, secret)
            if round_ == 0:
                yield from pdf_files(code, secret)
            yield Made("说明.txt", f"公示\n{secret}\n".encode(), frozenset({code}), secret)
    yield from picture_files(id_number(3))


def clean() -> Iterator[tuple[str, bytes]]:
    """Files in which nothing is wrong."""
    text = "云岭县石桥镇2026年补贴公示，共3户，发放12345.67元。咨询电话：0990-1234567。文号：云石政发〔2026〕12号。"
    code = "统一社会信用代码：11990001MB00000203"
    yield "正文.docx", docx(paragraph(text) + paragraph(code))
    yield "表.xlsx", xlsx(lambda _, sheet: sheet.write_row(3, 0, [2, "李某", 20261231.5]))
    yield "公示.pdf", pdf(text)
    yield "公示.txt", (text + code).encode()
