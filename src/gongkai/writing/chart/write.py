"""A picture in any format."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from gongkai.writing.chart.html import picture_html
from gongkai.writing.chart.model import Picture
from gongkai.writing.chart.page import page_svg
from gongkai.writing.chart.pdf import picture_pdf

CHART_FORMATS: Final = ("svg", "pdf", "html")


class Drawn(msgspec.Struct, frozen=True):
    """A file, and the characters that its font does not have, drawn as ``〓``."""

    data: bytes
    absent: str = ""


def write_chart(picture: Picture, format_name: str, day: dt.date) -> Drawn:
    """``picture`` as a file of ``format_name``, one of CHART_FORMATS; ``day`` is the day of writing.

    Raises UsageError where PDF is asked for and typst is not installed.
    """
    if format_name == "svg":
        return Drawn(page_svg(picture).encode("utf-8"))
    if format_name == "html":
        return Drawn(picture_html(picture))
    made = picture_pdf(picture, day)
    return Drawn(made.data, made.absent)
