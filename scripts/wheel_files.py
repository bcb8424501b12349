"""Compares a wheel with the source tree: a file that the build left out is found before a user finds it."""

import sys
import zipfile
from pathlib import Path

SRC = Path(__file__).resolve().parent.parent / "src"


def missing(wheel: Path) -> list[str]:
    """The files of the package that the wheel does not hold, as paths below ``src``."""
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    files = (path for path in SRC.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(name for path in files if (name := path.relative_to(SRC).as_posix()) not in packed)


if __name__ == "__main__":
    left_out = missing(Path(sys.argv[1]))
    if left_out:
        sys.exit("wheel: left out of it: " + ", ".join(left_out))
