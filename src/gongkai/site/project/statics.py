"""What pages are made of, gathered into the data folder: compressed and named by content, once a version."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

_STAMP: Final = ".stamp"


def collect() -> bool:
    """Gather the files where something changed since the last time; whether it did."""
    stamp, wanted = Path(settings.STATIC_ROOT) / _STAMP, _digest()
    if current(wanted):
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(wanted, encoding="ascii")
    return True


def current(wanted: str = "") -> bool:
    """Whether what was gathered is what the program has now."""
    stamp = Path(settings.STATIC_ROOT) / _STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii") == (wanted or _digest())


def _digest() -> str:
    """Over path, size and time of every file: reading them all would take as long as gathering them."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            at = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{at.st_size}\0{at.st_mtime_ns}\n".encode())
    return digest.hexdigest()
