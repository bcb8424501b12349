"""Writing an office package anew: parts changed, parts left out, and nothing pointing at what is gone."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable
from typing import Final

from lxml import etree

from gongkai.reading.formats.package import Package
from gongkai.reading.formats.xml import Element, parse
from gongkai.release import picture

_TYPES: Final = "[Content_Types].xml"
_CORE: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_BLANK: Final = {"docProps/core.xml": _CORE.encode(), "docProps/app.xml": _APP.encode()}
# A date that says nothing, the same for every part.
_DAY: Final = (1980, 1, 1, 0, 0, 0)

Change = Callable[[str, Element], None]


def repack(data: bytes, *, gone: Callable[[str], bool], change: Change, clean: bool = True) -> bytes:
    """A copy of the package without the parts for which ``gone`` says so, and with ``change`` applied to its XML.

    ``clean`` also blanks the properties and strips the pictures.
    """
    package = Package(data)
    left_out = {name for name in package.names if gone(name)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in package.names:
            if name in left_out or name.endswith("/"):
                continue
            part = _part(package, name, left_out, change, clean)
            target.writestr(zipfile.ZipInfo(name, _DAY), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def drop(element: Element) -> None:
    """Take an element out of its tree; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at + 1, child)
    drop(element)


def _part(package: Package, name: str, left_out: set[str], change: Change, clean: bool) -> bytes:
    if clean and name in _BLANK:
        return _BLANK[name]
    data = package.read(name)
    if clean and picture.kind(data) in ("image/jpeg", "image/png"):
        return picture.strip(data)
    if not name.endswith((".xml", ".rels")):
        return data
    root = parse(data, name)[0]
    if name == _TYPES:
        for entry in list(root):
            if (entry.get("PartName") or "").lstrip("/") in left_out:
                drop(entry)
    elif name.endswith(".rels"):
        _relations(root, name, left_out)
    else:
        change(name, root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _relations(root: Element, name: str, left_out: set[str]) -> None:
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in list(root):
        target = relation.get("Target") or ""
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if path in left_out:
            drop(relation)
