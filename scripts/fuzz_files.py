"""What the fuzzer reads: files damaged at random, and files made to exhaust a reader, of random size."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from random import Random

Named = tuple[str, bytes]

_STREAM = re.compile(rb"<<([^<>]*(?:<<[^<>]*>>[^<>]*)*)>>(\s*stream\r?\n)(.*?)\r?\nendstream", re.DOTALL)
_TAG = re.compile(rb"<[^<>]{1,300}>")
_SEVERAL = (1, 1, 2, 5)
# Around a document of each kind: the part that holds it, and what stands there with {} for the content.
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_BOOK = {
    "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_RELATION}"><sheets><sheet name="a" r:id="r"/></sheets>'
    "</workbook>",
    "xl/_rels/workbook.xml.rels": '<R><Relationship Id="r" Target="worksheets/s.xml"/></R>',
}
_PACKAGES: Mapping[str, tuple[Mapping[str, str], str, str]] = {
    "a.docx": ({}, "word/document.xml", f'<w:document xmlns:w="{_WORD}"><w:body>{{}}</w:body></w:document>'),
    "a.xlsx": (_BOOK, "xl/worksheets/s.xml", f'<worksheet xmlns="{_SHEET}"><sheetData>{{}}</sheetData></worksheet>'),
    "a.odt": (
        {"mimetype": "application/vnd.oasis.opendocument.text"},
        "content.xml",
        f'<o:document-content xmlns:o="{_OPEN}:office:1.0" xmlns:t="{_OPEN}:table:1.0" xmlns:x="{_OPEN}:text:1.0">'
        "<o:body><o:text>{}</o:text></o:body></o:document-content>",
    ),
}
# A cell, what stands around the cells of a row, and around the rows of a table: {} is the content, # a random number.
_TABLES: Mapping[str, tuple[str, str, str]] = {
    "a.docx": (
        '<w:tc><w:tcPr><w:gridSpan w:val="#"/></w:tcPr><w:p><w:r><w:t>#</w:t></w:r></w:p>{}</w:tc>',
        "<w:tr>{}</w:tr>",
        "<w:tbl>{}</w:tbl>",
    ),
    "a.xlsx": ("<c><v>#</v></c>{}", '<row r="#">{}</row>', "{}"),
    "a.odt": (
        '<t:table-cell t:number-columns-spanned="#" t:number-columns-repeated="#"><x:p>#</x:p>{}</t:table-cell>',
        '<t:table-row t:number-rows-repeated="#">{}</t:table-row>',
        "<t:table>{}</t:table>",
    ),
    "a.html": ('<td colspan="#" rowspan="#">#{}</td>', "<tr>{}</tr>", "<table>{}</table>"),
    "a.md": ("| # {}", "{}|\n", "{}\n\n"),
    "a.txt": ("#\t{}", "{}\n", "{}\n"),
}


def flip(random: Random, data: bytearray) -> None:
    """Change single bytes."""
    for _ in range(random.choice((1, 4, 40))):
        data[random.randrange(len(data))] = random.randrange(256)


def cut(random: Random, data: bytearray) -> None:
    """Lose a piece."""
    start = random.randrange(len(data))
    del data[start : start + random.choice((1, 30, 3000))]


def repeat(random: Random, data: bytearray) -> None:
    """Repeat a piece, often."""
    start = random.randrange(len(data))
    piece = data[start : start + random.choice((3, 60, 900))]
    data[start:start] = piece * random.choice((1, 10, 300))


def move(random: Random, data: bytearray) -> None:
    """Put a piece somewhere else."""
    start = random.randrange(len(data))
    piece = data[start : start + 200]
    del data[start : start + 200]
    place = random.randrange(len(data) + 1)
    data[place:place] = piece


def tags(random: Random, data: bytearray) -> None:
    """Lose, double or exchange a tag."""
    found = [match.span() for match in _TAG.finditer(bytes(data[:300_000]))]
    if found:
        (start, end), (other, behind) = random.choice(found), random.choice(found)
        data[start:end] = random.choice((b"", data[start:end] * 2, data[other:behind]))


def numbers(random: Random, data: bytearray) -> None:
    """Write another number in place of one."""
    found = [match.span() for match in re.finditer(rb"\d+", bytes(data[:300_000]))]
    if found:
        start, end = random.choice(found)
        data[start:end] = random.choice((b"0", b"-1", b"1.5", b"99999", b"2147483648", b"1" * 30, b"1e99"))


CHANGES: Sequence[Callable[[Random, bytearray], None]] = (flip, cut, repeat, move, tags, numbers)


def damaged(random: Random, data: bytes) -> bytes:
    """``data`` with a few changes; of what is packed in it mostly the content."""
    if random.random() < 0.8:
        if data.startswith(b"PK"):
            return _repacked(random, data)
        if data.startswith(b"%PDF"):
            data = unpacked(data)
    return _changed(random, data)


def _changed(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice(_SEVERAL)):
        if changed:
            random.choice(CHANGES)(random, changed)
    return bytes(changed)


def _repacked(random: Random, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = random.choice([name for name in old.namelist() if name.endswith(".xml")])
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _changed(random, content) if name == chosen else content)
    return packed.getvalue()


def unpacked(data: bytes) -> bytes:
    """A PDF file with its packed streams as they are; its table of contents no longer holds, which readers mend."""

    def plain(match: re.Match[bytes]) -> bytes:
        head, word, content = match.groups()
        if b"/FlateDecode" not in head or b"/Subtype/CIDFontType" in head:
            return match[0]
        try:
            content = zlib.decompress(content)
        except zlib.error:
            return match[0]
        head = re.sub(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])|/Length \d+", b"", head)
        return b"<<%s/Length %d>>%s%s\nendstream" % (head, len(content), word, content)

    return _STREAM.sub(plain, data)


def hostile(random: Random) -> Named:
    """A file made to exhaust a reader, with its name."""
    return random.choice((_bomb, _deep, _deep, _wide, _wide, _lines, _long))(random)


def _packed(name: str, content: str) -> Named:
    others, part, around = _PACKAGES[name]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for other, text in others.items():
            package.writestr(other, text)
        package.writestr(part, around.replace("{}", content))
    return name, file.getvalue()


def _named(name: str, content: str) -> Named:
    return _packed(name, content) if name in _PACKAGES else (name, content.encode())


def _filled(random: Random, text: str) -> str:
    return re.sub("#", lambda _: str(random.choice((0, 1, 1, 1, 2, 7, 300, 99999))), text)


def _bomb(random: Random) -> Named:
    name = random.choice(list(_PACKAGES))
    return _packed(name, random.choice((" ", "<a/>", "<w:p/>", "&#32;", "1")) * random.choice((10**5, 10**6, 10**7)))


def _deep(random: Random) -> Named:
    """Tables in tables."""
    name = random.choice([name for name in _TABLES if name not in ("a.md", "a.txt")])
    depth = random.choice((20, 90, 400, 5_000, 50_000))
    cell, row, table = _TABLES[name]
    before = "".join(_filled(random, part.split("{}")[0]) for part in (table, row, cell))
    closing = "".join(part.split("{}")[1] for part in (cell, row, table))
    whole = random.random() < 0.7
    return _named(name, before * depth + (closing * depth if whole else ""))


def _wide(random: Random) -> Named:
    """Tables of many rows and columns with random spans."""
    name = random.choice(list(_TABLES))
    cell, row, table = (part.replace("{}", "\0") for part in _TABLES[name])
    rows, columns = random.choice((3, 50, 1000, 5000)), random.choice((1, 9, 60, 400))
    rows = min(rows, 400_000 // columns)
    lines = [row.replace("\0", "".join(_filled(random, cell) for _ in range(columns))) for _ in range(min(rows, 20))]
    drawn = "".join(random.choice(lines) for _ in range(rows)).replace("\0", "")
    return _named(name, _filled(random, table.replace("\0", drawn)))


def _lines(random: Random) -> Named:
    """A page of PDF with lines and words at random places, forms within forms."""
    drawn: list[str] = []
    for _ in range(random.choice((10, 300, 3_000, 30_000))):
        x, y, length = random.randrange(600), random.randrange(850), random.choice((0, 1, 20, 400, 10**6))
        drawn.append(
            random.choice(
                (
                    f"{x} {y} m {x + length} {y} l S",
                    f"{x} {y} m {x} {y + length} l S",
                    f"{x} {y} {length} 1 re f",
                    f"BT /F {random.choice((0, 1, 9, 12, 900))} Tf {x} {y} Td ({random.randrange(999)} a) Tj ET",
                    f"q {random.choice((0, 1, -1, 0.000001, 1000000000))} 0 0 {random.choice((1, -1, 30))} {x} {y} cm",
                    "Q",
                )
            )
        )
    content = "\n".join(drawn).encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F 3 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (i, text) for i, text in enumerate(objects, 1))
    return "a.pdf", b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF\n"


def _long(random: Random) -> Named:
    """Text without end: one kind of character, or the rows of the tables over and over."""
    words = (
        "0",
        "，",
        "一、",
        "（七）总计",
        "1 2 3 4 5 6 7\n",
        "\t",
        "| ",
        "<td>",
        "第二十条第（一）项\n",
        "─┼",
        "2023年",
    )
    piece = "".join(random.choice(words) for _ in range(random.choice((1, 3, 30))))
    head = random.choice(("", "云溪县人民政府2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"))
    return random.choice(("a.txt", "a.md", "a.html")), (head + piece * random.choice((100, 10_000, 100_000))).encode()
