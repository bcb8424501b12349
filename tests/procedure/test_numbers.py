"""A changed number in the YAML breaks exactly the cases that cite it.

For every entry each of its numbers is changed in turn, the law is loaded anew from the changed bytes, and all cases
are worked out under it. Those that break by one number or another must be those that cite the entry.
"""

import pytest

from gongkai.errors import GongkaiError
from gongkai.procedure.rules import Procedure
from tests.procedure.casebook import Case, read_cases, work_out
from tests.procedure.numbers import Number, changed, numbers

CASES = read_cases()
NUMBERS: dict[str, list[Number]] = {}
for _number in numbers():
    NUMBERS.setdefault(_number.entry, []).append(_number)

# Nothing can be unpaid on the day on which fees begin, so no case can tell that day from the next.
UNGUARDED = {"lifecycle/unpaid@2021-01-01:since"}
# The holiday itself must be a rest day, and the days before it are worked by the same notice: no other day is lawful.
REFUSED = {
    "calendar/2012/元旦:first",
    "calendar/2012/中秋节、国庆节:first",
    "calendar/2017/中秋节、国庆节:first",
    "calendar/2018/国庆节:first",
}
# The rest runs at night: other years (which are compared day by day elsewhere) and days on which rules begin.
BY_DAY = ("deadlines/", "fees/", "festivals/", "calendar/2026/")


def breaks(procedure: Procedure, case: Case) -> bool:
    try:
        return work_out(procedure, case) != case.expect
    except (GongkaiError, TypeError):
        return True


def citing(entry: str) -> set[str]:
    """A case may cite ``calendar/2024`` for all holidays of the year."""
    return {case.id for case in CASES if entry in case.cites or entry.rpartition("/")[0] in case.cites}


def entries(*, by_day: bool) -> list[str]:
    return [entry for entry in NUMBERS if entry.startswith(BY_DAY) is by_day]


def check(procedure: Procedure, entry: str) -> None:
    broken: set[str] = set()
    for number in NUMBERS[entry]:
        other = changed(number, procedure)
        if other is None:
            assert number.id in REFUSED
            continue
        found = {case.id for case in CASES if breaks(other, case)}
        assert found or number.id in UNGUARDED, f"no case guards {number.id}"
        broken |= found
    assert broken == citing(entry)


@pytest.mark.parametrize("entry", entries(by_day=True))
def test_breaks_the_cases_that_cite_it(procedure: Procedure, entry: str) -> None:
    check(procedure, entry)


@pytest.mark.slow
@pytest.mark.parametrize("entry", entries(by_day=False))
def test_breaks_the_cases_that_cite_it_at_night(procedure: Procedure, entry: str) -> None:
    check(procedure, entry)


def test_every_citation_names_an_entry() -> None:
    known = set(NUMBERS) | {entry.rpartition("/")[0] for entry in NUMBERS if entry.startswith("calendar/")}
    assert {cite for case in CASES for cite in case.cites} - known == set()
