"""What the services of the ledger share."""

from __future__ import annotations

from typing import BinaryIO

import msgspec

from gongkai.site.web import storage
from gongkai.site.web.models import Blob, Root


class Evidence(msgspec.Struct, frozen=True):
    """A file that proves something: what it is called, and its bytes."""

    name: str
    stream: BinaryIO


def kept(evidence: Evidence | None) -> tuple[Blob | None, str]:
    """The file, kept, with a name that is safe to show; nothing for none. Raises as ``storage.store``."""
    if evidence is None:
        return None, ""
    bare = evidence.name.replace("\\", "/").rpartition("/")[2]
    bare = "".join(char for char in bare if char.isprintable()).strip(". ")
    return storage.store(evidence.stream, root=Root.STAFF), bare[-200:] or "佐证材料"
