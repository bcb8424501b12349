"""Bytes -> text in the encodings that Chinese offices use."""

from __future__ import annotations

import codecs
import re

from gongkai.errors import UndecodableError

Repairs = tuple[tuple[str, str], ...]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Above this share of undecodable characters the bytes are something else than text.
_TOLERATED = 0.01
# Text of Chinese offices consists of these, nearly all of it.
_COMMON = re.compile(r"[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u203b\u2500-\u257f]")
_MOSTLY = 0.8
_SAMPLE = 65_536


def decode(data: bytes, declared: str | None = None) -> tuple[str, Repairs]:
    """Return the text of ``data`` and the (code, found) pairs of what had to be guessed or replaced.

    A byte order mark decides, then UTF-8, then the ``declared`` encoding, then GB18030. Raises UndecodableError for
    bytes that are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _lenient(data[len(bom) :], encoding)
    if b"\0" in data:
        return _utf16_without_mark(data)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _fallback(data, declared)


def _fallback(data: bytes, declared: str | None) -> tuple[str, Repairs]:
    for encoding in (declared, "gb18030"):
        if encoding is None:
            continue
        try:
            return data.decode(encoding), ((("ENCODING-GUESSED", encoding.upper()),) if encoding != declared else ())
        except (UnicodeDecodeError, LookupError):
            continue
    by_damage = sorted(
        (data.decode(encoding, "replace").count("\ufffd"), encoding) for encoding in ("utf-8", "gb18030")
    )
    return _lenient(data, by_damage[0][1])


def _utf16_without_mark(data: bytes) -> tuple[str, Repairs]:
    """UTF-16 in the byte order in which more of it is common text; zero bytes alone mislead, for 一 is 4E00."""
    shares = {encoding: _common(data[:_SAMPLE].decode(encoding, "replace")) for encoding in ("utf-16-le", "utf-16-be")}
    encoding = max(shares, key=lambda name: shares[name])
    text, repairs = _lenient(data, encoding)
    if "\0" in text or _common(text) < _MOSTLY:
        raise UndecodableError(
            "文件是二进制内容，不是文字，也不是能够读取的格式；请提供文本、网页、Word、Excel 或者 PDF 文件"
        )
    return text, (("ENCODING-GUESSED", encoding.upper()), *repairs)


def _common(text: str) -> float:
    """The share of characters that text of Chinese offices consists of."""
    return len(_COMMON.findall(text)) / max(len(text), 1)


def _lenient(data: bytes, encoding: str) -> tuple[str, Repairs]:
    text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd")
    if damaged > max(3, len(text) * _TOLERATED):
        raise UndecodableError("文件中大量字节无法解码为文字；请确认文件未损坏，并另存为 UTF-8 编码的文本")
    return text, ((("BYTES-REPLACED", str(damaged)),) if damaged else ())
