"""DOC, WPS and RTF by way of LibreOffice, where it is installed: a child process that is killed when it is late."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from gongkai.errors import InputError, TooLargeError, UndecodableError, UnsupportedFormatError
from gongkai.reading.document import Document
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.word.reader import read_docx

# Seconds until a conversion is given up.
TIMEOUT = 30.0
MAX_CONVERTED = 64 * 1024 * 1024

_PROGRAMS = ("soffice", "libreoffice")
_NAMES = {".doc": "DOC", ".wps": "WPS", ".rtf": "RTF"}
_ADVICE = "请用 WPS 或 Word 打开后另存为 DOCX，再试一次"
# No macros, and nothing fetched from elsewhere: what a document links to stays unread.
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
    + "".join(
        f'<item oor:path="{_SECURITY}"><prop oor:name="{name}" oor:op="fuse"><value>true</value></prop></item>\n'
        for name in ("DisableMacrosExecution", "BlockUntrustedRefererLinks", "DisableActiveContent")
    )
    + "</oor:items>\n"
)


def program() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def read_converted(data: bytes, suffix: str) -> Document:
    """Read a document that LibreOffice must convert first; ``suffix`` is that of its kind, such as ``.doc``.

    Raises UnsupportedFormatError where LibreOffice is not installed, UndecodableError where it fails or takes longer
    than TIMEOUT.
    """
    kind = _NAMES.get(suffix, suffix)
    path = program()
    if path is None:
        raise UnsupportedFormatError(
            f"读取 {kind} 文件需要安装 LibreOffice，本机没有找到；{_ADVICE}，或者安装 LibreOffice"
        )
    converted = convert(data, suffix, path)
    try:
        document = read_docx(Package(converted))
    except InputError as error:
        raise UndecodableError(f"{kind} 文件转换后无法读取；{_ADVICE}") from error
    return Document(document.blocks, document.media_type, (*document.repairs, ("CONVERTED", kind)))


def convert(data: bytes, suffix: str, path: str) -> bytes:
    """The bytes of the DOCX that the LibreOffice at ``path`` makes of ``data``.

    It runs in a process group and with a profile of its own, in a folder that is removed afterwards.
    """
    kind = _NAMES.get(suffix, suffix)
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        source, target = work / f"document{suffix}", work / "out" / "document.docx"
        source.write_bytes(data)
        profile = work / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        command = [
            path,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            "docx",
            "--outdir",
            str(target.parent),
            str(source),
        ]
        if not _run(command, folder):
            raise UndecodableError(f"LibreOffice 转换 {kind} 文件超过 {TIMEOUT:.0f} 秒，已停止；{_ADVICE}")
        if not target.is_file() or target.stat().st_size == 0:
            raise UndecodableError(f"LibreOffice 没有能够转换这个 {kind} 文件，文件可能已损坏；{_ADVICE}")
        if target.stat().st_size > MAX_CONVERTED:
            raise TooLargeError(f"{kind} 文件转换后超过 {MAX_CONVERTED // 1024 // 1024} MB 的上限")
        return target.read_bytes()


def _run(command: list[str], folder: str) -> bool:
    """Run ``command``; False if it had to be killed, with all that it started."""
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "HOME": folder, "TMPDIR": folder},
        )
    except OSError as error:
        raise UndecodableError(f"LibreOffice 无法启动；{_ADVICE}") from error
    try:
        process.wait(timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return False
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return True
