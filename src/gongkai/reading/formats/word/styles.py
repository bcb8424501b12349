"""What reading needs of styles.xml: which styles hide text, and which bring a numbering."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from gongkai.reading.formats.word.names import PPR, RPR, VAL, W, is_on, number
from gongkai.reading.formats.xml import Element

_DEEPEST = 20


class Styles(msgspec.Struct, frozen=True):
    """``hidden``: ids of styles whose text is hidden. ``numbering``: (numId, level) by style id."""

    hidden: frozenset[str] = frozenset()
    numbering: Mapping[str, tuple[str, int]] = {}


def styles_of(root: Element) -> Styles:
    """The styles of the root of styles.xml, each with what it has from those that it is based on."""
    styles = {style.get(f"{W}styleId", ""): style for style in root.iterfind(f"{W}style")}
    hidden = frozenset(name for name in styles if _hides(name, styles))
    numbering = {name: found for name in styles if (found := _numbering(name, styles)) is not None}
    return Styles(hidden, numbering)


def _chain(name: str, styles: Mapping[str, Element]) -> list[Element]:
    """The style and those that it is based on, nearest first."""
    chain: list[Element] = []
    while name in styles and len(chain) < _DEEPEST:
        chain.append(styles[name])
        based = styles[name].find(f"{W}basedOn")
        name = based.get(VAL, "") if based is not None else ""
    return chain


def _hides(name: str, styles: Mapping[str, Element]) -> bool:
    for style in _chain(name, styles):
        vanish = style.find(f"{RPR}/{W}vanish")
        if vanish is not None:
            return is_on(vanish.get(VAL))
    return False


def _numbering(name: str, styles: Mapping[str, Element]) -> tuple[str, int] | None:
    num, level = None, None
    for style in _chain(name, styles):
        properties = style.find(f"{PPR}/{W}numPr")
        if properties is None:
            continue
        num_id, ilvl = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
        num = num or (num_id.get(VAL) if num_id is not None else None)
        level = level if level is not None else number(ilvl.get(VAL), 0) if ilvl is not None else None
    return (num, level or 0) if num else None
