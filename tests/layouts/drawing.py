"""A known report put on a sheet: title, preface, chapters, tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tests.layouts.known import KnownReport
from tests.layouts.printing import Figures, Labels
from tests.layouts.sheet import Grid, Sheet, Text
from tests.layouts.tables import Arrangement, Drawer


@dataclass(frozen=True)
class Style:
    """Every choice of drawing that does not depend on the file format.

    ``title`` may stand in two lines (body, then the rest); ``year_gap`` is printed around the year;
    ``chapter`` is what stands behind the number of a chapter.
    """

    figures: Figures = field(default_factory=Figures)
    labels: Labels = field(default_factory=Labels)
    arrangement: Arrangement = field(default_factory=Arrangement)
    title: Literal["one_line", "two_lines"] = "one_line"
    year_gap: str = ""
    chapter: Literal["、", "、 ", "．"] = "、"


PLAIN = Style()


def draw(known: KnownReport, style: Style = PLAIN) -> Sheet:
    """The sheet of a known report."""
    specs = known.form.cells
    texts = {key: style.figures.text(value, specs[key]) for key, value in known.values.items()}
    drawer = Drawer(known.form, texts, style.labels, style.arrangement)
    parts: list[Text | Grid] = [Text("title", title_of(known, style))]
    parts.extend(Text("paragraph", paragraph) for paragraph in known.prose.preface)
    for chapter in known.form.text.chapters:
        parts.append(Text("heading", f"{chapter.no}{style.chapter}{chapter.title}"))
        if chapter.table is not None:
            parts.extend(drawer.draw(known.form.tables[chapter.table]))
        else:
            paragraphs = known.prose.sections.get(chapter.section or "", ())
            parts.extend(Text("paragraph", paragraph) for paragraph in paragraphs)
    return Sheet(tuple(parts))


def title_of(known: KnownReport, style: Style) -> str:
    """The title, in one line or broken behind the body."""
    gap = style.year_gap
    between = "\n" if style.title == "two_lines" else gap
    return f"{known.body}{between}{known.year}{gap}年政府信息公开工作年度报告"
