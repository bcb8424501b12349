"""A process of the site ends when the one that started it is gone, so that nothing is left behind on a port."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Final

#: Set by ``gongkai serve`` for the processes that it starts.
SUPERVISED: Final = "GONGKAI_SUPERVISED"
_EVERY: Final = 0.5


def hold() -> None:
    """Watch the parent from now on; does nothing where nobody supervises."""
    if os.environ.get(SUPERVISED):
        threading.Thread(target=_watch, args=(os.getppid(),), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    # Whoever has not ended by then hangs.
    time.sleep(10)
    os.kill(os.getpid(), signal.SIGKILL)
