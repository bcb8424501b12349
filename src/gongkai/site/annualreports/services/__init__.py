"""Writing reports: each change one transaction with its event."""

from gongkai.site.annualreports.services.adjust import adjust, keep, restore
from gongkai.site.annualreports.services.beginning import confirm_last_year, read_last_year
from gongkai.site.annualreports.services.common import superior
from gongkai.site.annualreports.services.dates import set_date
from gongkai.site.annualreports.services.draft import redraft, start, write
from gongkai.site.annualreports.services.flow import clear, correct, publish, return_, submit, submit_review
from gongkai.site.annualreports.services.limits import set_limit
from gongkai.site.annualreports.services.nothing import confirm_nothing

__all__ = [
    "adjust",
    "clear",
    "confirm_last_year",
    "confirm_nothing",
    "correct",
    "keep",
    "publish",
    "read_last_year",
    "redraft",
    "restore",
    "return_",
    "set_date",
    "set_limit",
    "start",
    "submit",
    "submit_review",
    "superior",
    "write",
]
