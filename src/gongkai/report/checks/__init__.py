"""The checks of a report: identities from the law data, and judgements registered under their codes."""

from gongkai.report.checks.run import check_report, codes

__all__ = ["check_report", "codes"]
