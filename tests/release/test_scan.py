"""Every planted secret is found, clean files pass, and what is stripped or masked cannot be read back."""

import io
import re
import zipfile
import zlib

import pytest

from gongkai.errors import UndecodableError, UnsupportedFormatError
from gongkai.release.examine import examine
from gongkai.release.mask_office import mask_file
from gongkai.release.scan import scan_file, scan_text
from gongkai.release.strip import strip
from tests.release.made import Made, clean, docx, paragraph, planted

PLANTED = list(planted())
HIDING = [made for made in PLANTED if {"RL-HIDDEN", "RL-METADATA"} & made.codes]
MASKED = frozenset({"RL-ID-NUMBER", "RL-BANK-CARD", "RL-PHONE", "RL-ADDRESS"})
MASKABLE = [
    made for made in PLANTED if made.name.endswith(("x", ".txt")) and made.codes & MASKED and "内嵌" not in made.name
]


def label(made: Made) -> str:
    return f"{sorted(made.codes)[0]} {made.name} {made.secret[:9] + made.secret[-4:]}"


def everything(data: bytes) -> str:
    """All that somebody could dig out of a file: unpacked parts, unpacked streams, raw bytes."""
    found = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [package.read(name) for name in package.namelist()]
        found += parts
        return "".join(everything(part) for part in parts) + "".join(
            re.sub(r"<[^>]+>", "", part.decode("utf-8", "ignore")) for part in parts
        )
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.S):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return "".join(part.decode(code, "ignore") for part in found for code in ("utf-8", "utf-16-be", "gb18030"))


def test_there_are_two_hundred_files() -> None:
    assert len(PLANTED) >= 200


@pytest.mark.parametrize("made", PLANTED, ids=label)
def test_a_planted_secret_is_found(made: Made) -> None:
    found = scan_file(made.data, made.name)
    assert made.codes <= {hit.code for hit in found.hits}
    assert made.secret not in repr(found.hits) or made.codes & {"RL-SECRET-MARK", "RL-WORK-SECRET"}


@pytest.mark.parametrize(("name", "data"), list(clean()), ids=lambda value: value if isinstance(value, str) else "")
def test_a_clean_file_passes(name: str, data: bytes) -> None:
    found = scan_file(data, name)
    assert (found.hits, found.verdict()) == ((), "clean")


@pytest.mark.parametrize("made", HIDING, ids=label)
def test_what_is_stripped_cannot_be_read_back(made: Made) -> None:
    copy = strip(made.data)
    assert made.secret not in everything(copy)
    left = {hit.code for hit in scan_file(copy, made.name).hits}
    assert not left & {"RL-HIDDEN", "RL-METADATA"}


@pytest.mark.parametrize("made", MASKABLE, ids=label)
def test_what_is_masked_cannot_be_read_back(made: Made) -> None:
    copy, count = mask_file(strip(made.data) if made in HIDING else made.data, made.name)
    assert made.secret not in everything(copy)
    assert count or made in HIDING
    assert not {hit.code for hit in scan_file(copy, made.name).hits} & MASKED


@pytest.mark.parametrize(
    ("data", "masked"),
    [
        ("甲\r\n电话13900000007\r\n".encode(), "甲\r\n电话139****0007\r\n".encode()),
        ("甲\n电话13900000007".encode("gb18030"), "甲\n电话139****0007".encode("utf-8-sig")),
        ("甲\n电话13900000007".encode("utf-8-sig"), "甲\n电话139****0007".encode("utf-8-sig")),
        (b"1390000\n0007", b"1390000\n0007"),
    ],
)
def test_a_text_is_masked_line_by_line(data: bytes, masked: bytes) -> None:
    assert mask_file(data, "名单.TXT")[0] == masked


def test_what_cannot_be_masked_is_told() -> None:
    with pytest.raises(UnsupportedFormatError):
        mask_file(b"%PDF-1.7\n13900000007", "a.txt")
    with pytest.raises(UnsupportedFormatError):
        mask_file(b"13900000007", "a.bin")
    with pytest.raises(UndecodableError, match="无法解码"):
        mask_file("甲乙丙丁13900000007".encode() * 50 + b"\xff", "a.txt")


def test_a_stripped_file_reads_as_before() -> None:
    for made in PLANTED:
        if made.name in ("正文.docx", "单元格.xlsx", "正文.pdf"):
            before = [piece.text for piece in examine(made.data, made.name).pieces]
            after = [piece.text for piece in examine(strip(made.data), made.name).pieces]
            assert after == before


def test_accepted_revisions_keep_what_was_inserted() -> None:
    body = "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
    copy = examine(strip(docx(body + paragraph("末"))), "a.docx")
    assert [piece.text for piece in copy.pieces] == ["新", "末"]
    assert copy.hidden == []


def test_a_damaged_file_is_told() -> None:
    with pytest.raises(UndecodableError, match="已损坏"):
        scan_file(b"%PDF-1.7 nothing", "a.pdf")


def test_text_of_a_page_is_scanned_with_what_it_hides() -> None:
    found = scan_text('<p>公示</p><!-- 13900000007 --><span style="display:none">身份</span>')
    assert {(hit.code, hit.hidden) for hit in found.hits} == {
        ("RL-PHONE", "网页注释"),
        ("RL-HIDDEN", ""),
    }
