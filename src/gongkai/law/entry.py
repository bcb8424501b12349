"""The base of every shape of law data."""

from __future__ import annotations

import msgspec

Basis = tuple[str, ...]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of all law data: immutable, closed."""
