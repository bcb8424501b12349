"""Personal data in columns: sealed text, and keyed digests by which it is found without being read.

The keys are those of ``web.keys``: the first line of ``fields`` seals, all lines open; ``index`` never changes, since
what it made could not be found any more.
"""

from __future__ import annotations

import unicodedata
from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from gongkai.errors import StorageError
from gongkai.site.web import keys

NO_KEY: Final = "内容是用另一个密钥加密的。请把当时的密钥补到密钥文件夹的 fields 文件末行，再试一次。"


def encrypt(text: str) -> str:
    """Seal ``text`` with the newest key; the same text never gives the same result twice."""
    return _box().encrypt(text.encode()).decode("ascii")


def decrypt(sealed: str) -> str:
    """The text that ``encrypt`` sealed. Raises StorageError where no key fits or the value was changed."""
    try:
        return _box().decrypt(sealed.encode("ascii")).decode()
    except (InvalidToken, UnicodeError) as error:
        raise StorageError(NO_KEY) from error


def renew(sealed: str) -> str:
    """The same text under the newest key, keeping when it was first sealed: for a change of keys."""
    try:
        return _box().rotate(sealed.encode("ascii")).decode("ascii")
    except (InvalidToken, UnicodeError) as error:
        raise StorageError(NO_KEY) from error


def blind_index(kind: str, value: str) -> str:
    """The keyed digest (64 hex digits) of a value, the same for the same ``kind`` and value however it was typed.

    Width, case and spaces do not count: ``１１０Ｘ`` is found by ``110x``.
    """
    plain = "".join(unicodedata.normalize("NFKC", value).split()).casefold()
    return keys.digest(keys.read(settings.GONGKAI_KEYS, "index")[-1], kind, plain)


def derive(key: bytes, purpose: bytes, salt: bytes = b"") -> bytes:
    """A key (32 bytes) for one purpose, so that no key serves two."""
    return HKDF(SHA256(), 32, salt, purpose).derive(key)


def field_keys() -> list[bytes]:
    """The keys of personal data and of sealed files, newest first."""
    return keys.read(settings.GONGKAI_KEYS, "fields")


def _box() -> MultiFernet:
    return _made_of(tuple(field_keys()))


@lru_cache(maxsize=4)
def _made_of(keys: tuple[bytes, ...]) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(derive(key, b"gongkai field"))) for key in keys])
