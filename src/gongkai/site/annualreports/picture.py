"""图解: a finished report as a picture, with the years that the public had when it was finished.

It is drawn from what was frozen alone, so that a page and the files made with the version show the same.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from gongkai.errors import UsageError
from gongkai.report.report import Report
from gongkai.report.title import report_title
from gongkai.report.trend.follow import follow
from gongkai.report.trend.model import Trend
from gongkai.site.annualreports import selectors
from gongkai.site.annualreports.models import Version
from gongkai.site.annualreports.work import law_of
from gongkai.site.bodies.models import Body
from gongkai.writing.chart import Panel, Picture, data_table, panel_svg, picture_of, short

_YEARS: Final = 5
# As wide as a picture may be on the screen of a telephone.
_WIDTH: Final = 340.0


class Shown(msgspec.Struct, frozen=True):
    """A panel of the page: where its numbers stand in the report, its title, the picture, and the same as a table."""

    chapter: str
    title: str
    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, bool, tuple[str, ...]], ...]


def of(body: Body, report: Report, moment: dt.datetime) -> Picture:
    """The picture of ``report``, finished at ``moment``."""
    assert report.year is not None  # a report of this site has one
    law = law_of(report.year)
    earlier = [one for one in selectors.public_at(body, report.year, moment) if (one.year or 0) > report.year - _YEARS]
    picture = picture_of(report, law, _trend([*earlier, report]))
    # It belongs to one report, and is named after that, however many years it shows.
    return msgspec.structs.replace(picture, name=f"{report_title(law, report.form, '', report.year)}图解")


def of_version(version: Version, body: Body) -> Picture:
    """The picture that belongs to a version."""
    return of(body, selectors.content(version), version.at)


def shown(picture: Picture) -> list[Shown]:
    """The panels of a picture as a page shows them."""
    return [_shown(panel, number) for number, panel in enumerate(picture.all_panels)]


def _trend(reports: list[Report]) -> Trend | None:
    """The years side by side; None where there is one alone, or where the body had another name before."""
    try:
        return follow(reports, law_of(reports[-1].year or 0), reports[-1].body) if len(reports) > 1 else None
    except UsageError:
        return None


def _shown(panel: Panel, number: int) -> Shown:
    table = data_table(panel)
    rows = tuple((row[0], inner, row[1:]) for row, inner in zip(table.rows, table.inner, strict=True))
    where = f"{panel.chapter}，单位：{panel.unit}" if panel.unit else panel.chapter
    return Shown(where, short(panel.title), panel_svg(panel, number, _WIDTH, "w-100 h-auto"), table.columns, rows)
