"""Whatever is lost from a report: each cell is right, or the reader tells. Never wrong in silence."""

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from gongkai.reading import read_report
from gongkai.report.checks import check_report
from gongkai.report.finding import Finding
from gongkai.report.report import Report
from gongkai.report.values import CellKind
from tests.layouts import DAMAGES, LAYOUTS, KnownReport, the_law
from tests.layouts.judge import silent_errors
from tests.layouts.strategies import Document, damaged_documents

EXAMPLES = max(10, 2 * settings.default.max_examples // len(DAMAGES)) if settings.default else 40
UNREAD: tuple[CellKind, ...] = ("missing", "unreadable")


def findings(known: KnownReport, report: Report) -> tuple[Finding, ...]:
    """What the checks say; of a report that was not consistent when it was drawn they prove nothing."""
    return check_report(report, the_law()).findings if known.consistent else ()


@pytest.mark.parametrize("damage", DAMAGES)
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_right_or_told(damage: str, data: st.DataObject) -> None:
    layout = data.draw(st.sampled_from(list(LAYOUTS.values())))
    document: Document = data.draw(damaged_documents(layout, damage))
    assert document.damage is not None
    note(document.damage.what)
    note(document.text)
    report = read_report(document.data, document.name, the_law())
    assert silent_errors(document.known, report, findings(document.known, report)) == []
    made_up = {key for key in document.damage.missing if report.cells[key].kind != "missing"}
    assert made_up == set()
