"""The picture as a PDF of one page: the same SVG, set in the font that comes with the project."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Final

from gongkai.writing.chart.model import Picture
from gongkai.writing.chart.page import page_svg
from gongkai.writing.chart.words import described
from gongkai.writing.fonts_used import FAMILY
from gongkai.writing.typesetting import Typeset, typeset

# The font that comes along has one weight: a thin line around the letters makes them heavier.
_BOLD: Final = re.compile(r'fill="(#\w+)"([^>]*?) font-weight="700"')
_HEAVIER: Final = r'fill="\1" stroke="\1" stroke-width="0.5"\2'


def picture_pdf(picture: Picture, day: dt.date) -> Typeset:
    """PDF/A-2b with real text; ``day`` is that of its properties. Raises UsageError as ``typeset`` does."""
    svg = _BOLD.sub(_HEAVIER, page_svg(picture, f"'{FAMILY}'"))
    facts = {
        "title": picture.title,
        "body": picture.body,
        "day": [day.year, day.month, day.day],
        "alt": f"{picture.title}。{''.join(described(panel) for panel in picture.all_panels)}",
    }
    inputs = {"facts": json.dumps(facts, ensure_ascii=False), "svg": svg}
    return typeset(("gongkai.writing.chart/chart.typ",), inputs)
