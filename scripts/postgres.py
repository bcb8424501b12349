"""Runs a command with DATABASE_URL naming a PostgreSQL server of its own, which lives as long as the command.

    python scripts/postgres.py COMMAND ARGUMENTS...

The server keeps nothing, listens on a socket in a temporary folder only, and does not wait for the disk. Status 77
says that this machine has no PostgreSQL.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

MISSING = 77
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=40")


def programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``, the newest where there are several."""
    on_path = shutil.which("initdb")
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = Path(on_path) if on_path else known[-1] if known else _by_pg_config()
    return found.parent if found else None


def _by_pg_config() -> Path | None:
    if not shutil.which("pg_config"):
        return None
    folder = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True).stdout.strip()
    return Path(folder, "initdb") if Path(folder, "initdb").exists() else None


def other_user() -> str | None:
    """Whom the server runs as where we are root, since it refuses root."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody", "daemon") if name in names)


@contextlib.contextmanager
def server(bin_folder: Path) -> Iterator[str]:
    """A running server; its DATABASE_URL."""
    user = other_user()
    # Not below TMPDIR, whose path may be too long for a socket.
    with tempfile.TemporaryDirectory(prefix="gk-pg-", dir="/tmp") as name:
        folder, data = Path(name), Path(name, "data")
        if user:
            shutil.chown(folder, user)

        def run(program: str, *arguments: str) -> None:
            command = [str(bin_folder / program), *arguments]
            # A folder that the other user may not enter must not be where it starts.
            done = subprocess.run(
                command,
                cwd=folder,
                user=user,
                extra_groups=[] if user else None,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise SystemExit(f"postgres: {program}: {done.stdout}{done.stderr}")

        run("initdb", "-D", str(data), "-U", "gongkai", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        options = ["-c listen_addresses=", f"-c unix_socket_directories={folder}", *(f"-c {item}" for item in _QUICK)]
        run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-w", "-o", " ".join(options), "start")
        try:
            yield f"postgresql://gongkai@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")


def main(command: list[str]) -> int:
    """Run the command; its status."""
    if not command:
        raise SystemExit(__doc__)
    bin_folder = programs()
    if bin_folder is None:
        return MISSING
    # Told to end, it ends the server too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server(bin_folder) as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
