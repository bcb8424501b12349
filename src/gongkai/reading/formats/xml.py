"""XML of office files, parsed without entities, network or unlimited depth."""

from __future__ import annotations

import re

from lxml import etree

from gongkai.errors import TooLargeError, UndecodableError

Element = etree._Element
Repairs = tuple[tuple[str, str], ...]

# What a tree of so many tags and attributes takes stays far below half a gigabyte.
MAX_MARKS = 3_000_000

# Faults in names that move no text; the parser passes over them.
_HARMLESS = frozenset(
    "ERR_ATTRIBUTE_REDEFINED NS_ERR_UNDEFINED_NAMESPACE NS_ERR_ATTRIBUTE_REDEFINED NS_ERR_XML_NAMESPACE WAR_NS_URI "
    "WAR_NS_URI_RELATIVE".split()
)
_NOT_ALLOWED = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.I
)
_BARE_AND = re.compile(rb"&(?!(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);)")
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def parse(data: bytes, name: str) -> tuple[Element, Repairs]:
    """The root of the XML in ``data``, the part ``name``, and the (code, found) pairs of what had to be mended.

    Names of strict OOXML come out as those of the transitional one. Raises TooLargeError for more tags or deeper
    nesting than any document has, UndecodableError where a fault may have moved or lost a cell.
    """
    if data.count(b"<") + 2 * data.count(b"=") > MAX_MARKS:
        raise TooLargeError(f"文件中的 {name} 内容过多，超出安全读取的范围，没有读取")
    if b"purl.oclc.org/ooxml/" in data:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    repairs: Repairs = ()
    try:
        root = etree.fromstring(data, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        root = _recovered(data, name, error)
        repairs = (("XML-REPAIRED", f"{name} 第{error.lineno or 1}行"),)
    if root.getroottree().docinfo.internalDTD is not None:
        raise UndecodableError(f"文件中的 {name} 带有 DTD 声明，正常的办公文件没有，没有读取")
    return root, repairs


def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _recovered(data: bytes, name: str, error: etree.XMLSyntaxError) -> Element:
    """The root after characters that XML does not allow became spaces, and ``&`` without a name became text."""
    if b"\0" not in data:
        data = _BARE_AND.sub(b"&amp;", _NOT_ALLOWED.sub(b" ", data))
    parser = _parser(recover=True)
    try:
        root: Element | None = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    faults = {entry.type_name for entry in parser.error_log}
    if any("depth" in entry.message for entry in parser.error_log):
        raise TooLargeError(f"文件中的 {name} 嵌套层数过多，超出安全读取的范围，没有读取") from error
    if root is None or not faults <= _HARMLESS:
        line = error.lineno or 1
        raise UndecodableError(
            f"文件已损坏：{name} 第{line}行有语法错误，无法保证数据完整；请用 WPS 或 Word 打开后重新保存，再试一次"
        ) from error
    return root
