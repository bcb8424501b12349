"""The site's keys: files that only their owner reads, made at first need.

- ``session``: signs cookies;
- ``fields``: encrypts personal data; a line is a key; the first encrypts, all decrypt, so a new first line rotates;
- ``index``: makes the keyed digests by which personal data are found without being read;
- ``audit``: closes the chain of events.
"""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Final

from gongkai.errors import UsageError

NAMES: Final = ("session", "fields", "index", "audit")
_BYTES: Final = 32


def read(folder: Path, name: str) -> list[bytes]:
    """The keys of a name, newest first; makes the first one. Raises UsageError where the file cannot be used."""
    path = os.path.join(folder, name)
    try:
        try:
            found = os.stat(path)
        except FileNotFoundError:
            _make(Path(path))
            found = os.stat(path)
        keys = _parsed(path, found.st_mtime_ns, found.st_size, found.st_ino)
    except (OSError, ValueError) as error:
        raise UsageError(f"无法使用密钥文件 {path}：{error}") from error
    if not keys or any(len(key) != _BYTES for key in keys):
        raise UsageError(f"密钥文件 {path} 不完整，请从备份恢复；丢失的密钥无法重新生成。")
    return list(keys)


@lru_cache(maxsize=16)
def _parsed(path: str, *_state: int) -> tuple[bytes, ...]:
    """The keys in a file, read once for each state that it is found in (``_state``): every column asks for them."""
    lines = (line.strip() for line in Path(path).read_text("ascii").splitlines())
    return tuple(base64.urlsafe_b64decode(line) for line in lines if line)


def digest(key: bytes, *parts: str) -> str:
    """A keyed digest (HMAC-SHA256, 64 hex digits) of parts that cannot run into one another."""
    message = b"\0".join(part.encode() for part in parts)
    return hmac.digest(key, message, "sha256").hex()


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = base64.urlsafe_b64encode(secrets.token_bytes(_BYTES)) + b"\n"
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        # Of two processes that start at once, the first one's key stands.
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink(missing_ok=True)
