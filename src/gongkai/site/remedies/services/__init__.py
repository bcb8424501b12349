"""Writing cases: each change one transaction with its event."""

from gongkai.site.remedies.services.cases import Opening, amend, open_case, record, wipe
from gongkai.site.remedies.services.papers import add_paper, drop_paper, read_paper
from gongkai.site.remedies.services.reading import disclosed
from gongkai.site.remedies.services.renewal import renew, renewal_event

__all__ = [
    "Opening",
    "add_paper",
    "amend",
    "disclosed",
    "drop_paper",
    "open_case",
    "read_paper",
    "record",
    "renew",
    "renewal_event",
    "wipe",
]
