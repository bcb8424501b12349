"""The process that holds the web workers: ``python -m gongkai.site.project.webserver``."""

from __future__ import annotations

from typing import Final

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from gongkai.site.project import lifeline
from gongkai.site.project.options import Options

_STOP_WITHIN: Final = 10


def main() -> None:
    """Serve until told to stop. A worker that dies is replaced."""
    lifeline.hold()
    options = Options()
    Server(
        "gongkai.site.project.wsgi:application",
        address=options.text("GONGKAI_ADDRESS"),
        port=options.number("PORT"),
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=options.number("GONGKAI_WORKERS"),
        # A second thread of the same interpreter only waits for the first.
        blocking_threads=1,
        respawn_failed_workers=True,
        workers_kill_timeout=_STOP_WITHIN,
        log_level=LogLevels.critical,
    ).serve()


if __name__ == "__main__":
    main()
