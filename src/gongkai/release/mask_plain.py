"""Covering numbers and addresses in a file of plain text."""

from __future__ import annotations

import codecs

from gongkai.errors import UndecodableError
from gongkai.reading.formats.decode import decode
from gongkai.release.mask import mask
from gongkai.release.rules import Rules


def mask_plain(data: bytes, rules: Rules, codes: frozenset[str]) -> tuple[bytes, int]:
    """A copy with everything covered that ``codes`` name, and in how many places; the line ends stay as they are.

    The copy is UTF-8; with its mark, where the original was anything else, so that spreadsheets do not take it for
    GB18030. Raises UndecodableError where some of the bytes are no text, since nobody knows what they say.
    """
    text, repairs = decode(data)
    if any(code == "BYTES-REPLACED" for code, _ in repairs):
        raise UndecodableError("文件中有无法解码的字节，不能直接遮盖；请另存为 UTF-8 编码的文本后重新上传")
    # Line by line, as it is scanned: what stands in two lines is not taken for one number.
    done = [mask(line, rules, codes) for line in text.splitlines(keepends=True)]
    copy = "".join(line for line, _ in done).encode()
    mark = b"" if text.encode() == data else codecs.BOM_UTF8
    return mark + copy, sum(count for _, count in done)
