"""What DOCX and XLSX files have in common: what they say of themselves and of people, and what is embedded in them."""

from __future__ import annotations

from typing import Final

from gongkai.errors import InputError
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.xml import parse
from gongkai.release import picture
from gongkai.release.pieces import Contents

PROPERTY_PARTS: Final = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
DEEPEST: Final = 2
# What names a person, an office or a machine; the rest (dates, counts of words, the program) does not.
_NAMED: Final = {
    "creator": "作者",
    "lastModifiedBy": "最后保存者",
    "Company": "单位",
    "Manager": "经理",
    "description": "备注",
    "keywords": "关键词",
    "category": "类别",
    "contentStatus": "状态",
    "HyperlinkBase": "超链接基础",
    "Template": "模板",
}
_ORDINARY: Final = frozenset({"", "Normal", "Normal.dotm", "Normal.dot", "python-docx", "openpyxl"})


def properties(package: Package, part: str) -> list[tuple[str, str]]:
    """(name, value) of what a part of properties tells; every custom property counts."""
    data = package.read_if(part)
    if data is None:
        return []
    found = []
    for element in parse(data, part)[0].iter():
        if len(element):
            continue
        name = str(element.tag).rpartition("}")[2]
        value = (element.text or "").strip()
        if part.endswith("custom.xml") and value:
            parent = element.getparent()
            found.append((f"自定义属性“{parent.get('name') if parent is not None else name}”", value))
        elif name in _NAMED and value not in _ORDINARY:
            found.append((_NAMED[name], value))
    return found


def embedded(package: Package, folder: str, contents: Contents, depth: int) -> None:
    """Add what pictures and embedded files hold; what cannot be examined is told."""
    from gongkai.release.examine import examine

    for name in package.names:
        if not name.startswith(folder) or name.endswith((".xml", ".rels", "/")):
            continue
        where = f"内嵌的{name.rpartition('/')[2]}"
        data = package.read(name)
        if "/embeddings/" in name:
            contents.hidden.append(("内嵌的文件", where))
            if depth >= DEEPEST:
                contents.unread.append(f"{where}（嵌套过深）")
                continue
            try:
                contents.take(examine(data, name, depth + 1), where)
            except InputError:
                contents.unread.append(where)
        elif picture.kind(data):
            contents.take(picture.read(data), where)
        elif name.endswith(".bin") and "vba" in name.lower():
            contents.hidden.append(("宏", where))
