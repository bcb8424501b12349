"""The checks of a report: identities from the law data, and judgements registered under their codes."""

from gongkai.report.checks.run import check_report, codes
from gongkai.report.checks.subject import Limits

__all__ = ["Limits", "check_report", "codes"]
