"""Covering numbers and addresses in files.

In DOCX and XLSX also where one is broken over several runs or stored as a number.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from gongkai.errors import UnsupportedFormatError
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.xml import Element
from gongkai.release.examine import is_text, package_kind
from gongkai.release.look import look
from gongkai.release.mask import MASKABLE, covered, mask
from gongkai.release.mask_plain import mask_plain
from gongkai.release.repack import repack
from gongkai.release.rules import Rules, default_rules
from gongkai.release.sheet import S, cell_text, shared_strings
from gongkai.release.word import W


def mask_file(
    data: bytes, name: str = "", rules: Rules | None = None, codes: frozenset[str] = MASKABLE
) -> tuple[bytes, int]:
    """A copy with everything covered that ``codes`` name, and how many places were covered.

    What is hidden in the file is covered, too; taking it away is ``strip``. Raises UnsupportedFormatError for formats
    in which text cannot be exchanged.
    """
    masker = _Masker(rules or default_rules(), codes)
    kind = package_kind(data)
    if kind == "word":
        done = repack(data, gone=lambda _: False, change=masker.word, clean=False)
    elif kind == "xl":
        masker.strings = shared_strings(Package(data))
        done = repack(data, gone=lambda _: False, change=masker.sheet, clean=False)
    elif is_text(data, name):
        return mask_plain(data, masker.rules, codes)
    else:
        raise UnsupportedFormatError("只能在 DOCX、XLSX 和文本文件中直接遮盖；其他格式请改好后重新上传")
    return done, masker.count


class _Masker:
    def __init__(self, rules: Rules, codes: frozenset[str]) -> None:
        self.rules, self._codes = rules, codes
        self.strings: list[str] = []
        self.count = 0

    def word(self, _name: str, root: Element) -> None:
        for paragraph in root.iter(f"{W}p"):
            self._nodes([node for node in paragraph.iter(f"{W}t", f"{W}delText") if _own(node, paragraph)])

    def sheet(self, name: str, root: Element) -> None:
        for item in root.iter(f"{S}si", f"{S}is", f"{S}text"):
            self._nodes(list(item.iter(f"{S}t")))
        if name.startswith("xl/worksheets/"):
            for cell in root.iter(f"{S}c"):
                if cell.get("t") not in ("s", "inlineStr"):
                    self._cell(cell)

    def _cell(self, cell: Element) -> None:
        """A number, or the text that a formula gave: covered, it is a text."""
        text = cell_text(cell, self.strings)
        masked, count = mask(text, self.rules, self._codes)
        if not count:
            return
        self.count += count
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t").text = masked

    def _nodes(self, nodes: Sequence[Element]) -> None:
        """Cover in texts that are one for the reader: the first node of a find takes what stands instead."""
        texts = [node.text or "" for node in nodes]
        whole = "".join(texts)
        starts = [sum(map(len, texts[:at])) for at in range(len(texts))]
        for sight in reversed(look(whole, self.rules)):
            if sight.code not in self._codes:
                continue
            self.count += 1
            instead: str | None = covered(whole[sight.start : sight.end], sight.code)
            for at, start in enumerate(starts):
                first, last = max(sight.start - start, 0), min(sight.end - start, len(texts[at]))
                if first < last:
                    texts[at] = texts[at][:first] + (instead or "") + texts[at][last:]
                    instead = None
        for node, text in zip(nodes, texts, strict=True):
            if text != (node.text or ""):
                node.text = text


def _own(node: Element, paragraph: Element) -> bool:
    return next(node.iterancestors(f"{W}p"), None) is paragraph
