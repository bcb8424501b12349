"""Writing chains and cases: opening, deciding, returning, withdrawing, commenting."""

from gongkai.site.review.services.cases import open, submit_again, withdraw
from gongkai.site.review.services.chains import set_chain
from gongkai.site.review.services.comments import comment, see, wipe
from gongkai.site.review.services.decisions import decide, record_paper, scan_read

__all__ = [
    "comment",
    "decide",
    "open",
    "record_paper",
    "scan_read",
    "see",
    "set_chain",
    "submit_again",
    "wipe",
    "withdraw",
]
