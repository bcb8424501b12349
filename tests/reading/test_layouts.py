"""Every report, laid out in every way, is read cell by cell as it was drawn."""

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from gongkai.reading import read_report
from tests.layouts import LAYOUTS, KnownReport, Layout, Prose, Style, completed, draw, the_form, the_law, values_of
from tests.layouts.changes import broken_label
from tests.layouts.judge import inexact
from tests.layouts.printing import Labels, Numbering
from tests.layouts.strategies import Document, documents

# Spread over the layouts: about twice the examples of the profile in all.
EXAMPLES = max(5, 2 * settings.default.max_examples // len(LAYOUTS)) if settings.default else 20
BY_NAME = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())


@BY_NAME
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_reads_every_cell_exactly(layout: Layout, data: st.DataObject) -> None:
    document: Document = data.draw(documents(layout))
    note(document.text)
    report = read_report(document.data, document.name, the_law())
    assert inexact(document.known, report) == []
    assert (report.body, report.year, report.form) == (
        document.known.body,
        document.known.year,
        document.known.form.id,
    )


@BY_NAME
@pytest.mark.parametrize("numbering", ["1、", "1."])
def test_a_label_broken_behind_a_word_that_is_a_row_of_its_own(layout: Layout, numbering: Numbering) -> None:
    form = the_form("2021")
    known = KnownReport(form, "云溪县水务局", 2023, values_of(form, completed(form, {})), Prose((), {}))
    sheet = broken_label(draw(known, Style(labels=Labels(numbering=numbering))), "requests.denied_law", 4)
    report = read_report(layout.writer.write(sheet).encode(), f"report{layout.suffix}", the_law())
    assert inexact(known, report) == []


@BY_NAME
def test_a_label_broken_behind_its_ordinal(layout: Layout) -> None:
    form = the_form("2021")
    known = KnownReport(form, "云溪县水务局", 2023, values_of(form, completed(form, {})), Prose((), {}))
    sheet = broken_label(draw(known, Style(labels=Labels(bracket="（一） "))), "requests.partial", 4)
    report = read_report(layout.writer.write(sheet).encode(), f"report{layout.suffix}", the_law())
    assert inexact(known, report) == []


@BY_NAME
def test_a_label_broken_behind_what_two_rows_begin_with(layout: Layout) -> None:
    form = the_form("2021")
    known = KnownReport(form, "云溪县水务局", 2023, values_of(form, completed(form, {})), Prose((), {}))
    sheet = broken_label(draw(known, Style(labels=Labels(numbering=""))), "requests.denied_enforcement_file", 4)
    report = read_report(layout.writer.write(sheet).encode(), f"report{layout.suffix}", the_law())
    assert inexact(known, report) == []
    assert "LABEL-GUESSED" not in {notice.code for notice in report.notices}
