"""What is written into the log, and how much of it."""

from __future__ import annotations

import logging


class OneLine(logging.Filter):
    """Leaves the traceback out: what happened is said in the message."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; takes the traceback from ``record``."""
        record.exc_info = record.exc_text = None
        return True
