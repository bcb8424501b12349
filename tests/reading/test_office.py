"""Every report in every office format is read as it was drawn; of a damaged one nothing is wrong in silence."""

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from gongkai.reading import read_report
from gongkai.report.checks import check_report
from tests.layouts import DAMAGES, the_law
from tests.layouts.judge import inexact, silent_errors
from tests.layouts.office import OFFICE, OfficeDocument, OfficeLayout, damaged_office_documents, office_documents

PROFILE = settings.default.max_examples if settings.default else 200
EXACT = settings(max_examples=max(5, PROFILE // len(OFFICE)), suppress_health_check=list(HealthCheck))
DAMAGED = settings(max_examples=max(10, PROFILE // len(DAMAGES)), suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("layout", OFFICE.values(), ids=OFFICE.keys())
@EXACT
@given(data=st.data())
def test_reads_every_cell_exactly(layout: OfficeLayout, data: st.DataObject) -> None:
    document: OfficeDocument = data.draw(office_documents(layout))
    note(document.text)
    report = read_report(document.data, document.name, the_law())
    assert inexact(document.known, report) == []
    found = (report.body, report.year, report.form)
    assert found == (document.known.body, document.known.year, document.known.form.id)


@pytest.mark.parametrize("damage", DAMAGES)
@DAMAGED
@given(data=st.data())
def test_right_or_told(damage: str, data: st.DataObject) -> None:
    layout = data.draw(st.sampled_from(list(OFFICE.values())))
    document: OfficeDocument = data.draw(damaged_office_documents(layout, damage))
    assert document.damage is not None
    note(document.damage.what)
    note(document.text)
    report = read_report(document.data, document.name, the_law())
    findings = check_report(report, the_law()).findings if document.known.consistent else ()
    assert silent_errors(document.known, report, findings) == []
    made_up = {key for key in document.damage.missing if report.cells[key].kind != "missing"}
    assert made_up == set()
