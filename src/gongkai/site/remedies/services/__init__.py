"""Writing cases: each change one transaction with its event."""

from gongkai.site.remedies.services.cases import Opening, amend, open_case, record, wipe
from gongkai.site.remedies.services.reading import disclosed
from gongkai.site.remedies.services.renewal import renew, renewal_event

__all__ = [
    "Opening",
    "amend",
    "disclosed",
    "open_case",
    "record",
    "renew",
    "renewal_event",
    "wipe",
]
