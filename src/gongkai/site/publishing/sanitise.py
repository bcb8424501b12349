"""Rich text as it may be stored and shown: a few plain elements, no styles, no scripts, addresses of the web only."""

from __future__ import annotations

import html
import re
from typing import Final

import nh3

_TAGS: Final = {
    "p", "br", "h2", "h3", "h4", "ul", "ol", "li", "strong", "b", "u", "sup", "sub", "blockquote", "hr", "a",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES: Final = {"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
_BLOCKS: Final = re.compile(r"</?(?:p|br|h[2-4]|li|tr|table|blockquote|hr|caption)\b[^>]*>", re.I)
_CELLS: Final = re.compile(r"</(?:td|th)>", re.I)
_ANY: Final = re.compile(r"<[^>]+>")


def clean(text: str) -> str:
    """The safe part of a piece of HTML; plain text becomes paragraphs."""
    if not _ANY.search(text):
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)
    return nh3.clean(
        text, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="noopener nofollow"
    )


def written(text: str) -> str:
    """A piece of clean HTML as one writes it: lines, where it is nothing but paragraphs, else as it is."""
    lines = plain(text)
    return lines if clean(lines) == text else text


def plain(text: str) -> str:
    """The words of a piece of clean HTML, a line for each paragraph or row."""
    text = _BLOCKS.sub("\n", _CELLS.sub(" ", text))
    lines = (" ".join(line.split()) for line in html.unescape(_ANY.sub("", text)).splitlines())
    return "\n".join(line for line in lines if line)
