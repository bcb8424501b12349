"""What each check says of which report: a line a case."""

from tests.report.checks.cases.blanks import BLANKS
from tests.report.checks.cases.case import CLEAN, Case
from tests.report.checks.cases.claims import CLAIMS
from tests.report.checks.cases.front import FRONT
from tests.report.checks.cases.hierarchy import HIERARCHY
from tests.report.checks.cases.length import LENGTH
from tests.report.checks.cases.numbers import NUMBERS
from tests.report.checks.cases.personal import PERSONAL
from tests.report.checks.cases.repetition import COPIED
from tests.report.checks.cases.rows import ROWS
from tests.report.checks.cases.structure import STRUCTURE
from tests.report.checks.cases.sums import SUMS
from tests.report.checks.cases.text import TEXT
from tests.report.checks.cases.wording import WORDING
from tests.report.checks.cases.years import YEARS

CASES = [
    *(*NUMBERS, *BLANKS, *ROWS, *SUMS, *YEARS, *COPIED, *HIERARCHY),
    *(*STRUCTURE, *FRONT, *TEXT, *CLAIMS, *WORDING, *LENGTH, *PERSONAL),
]

__all__ = ["CASES", "CLEAN", "Case"]
