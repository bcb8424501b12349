"""A column whose text is sealed in the database and plain in Python: what staff write freely may name somebody."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import FieldError
from django.db import models

from gongkai.site.web import crypto

_LOOKUPS: Final = ("exact", "isnull")


class SealedTextField(models.TextField):
    """Text sealed by ``web.crypto``. The empty text stays empty, so that it can be asked whether there is any.

    Nothing else can be asked: the same text is sealed differently each time, and a query for it would find nothing in
    silence. It raises FieldError instead. Reading raises StorageError where no key fits.
    """

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """The sealed text, on its way into the database."""
        return (
            crypto.encrypt(value) if value and isinstance(value, str) else super().get_db_prep_save(value, connection)
        )

    def get_prep_value(self, value: Any) -> Any:
        """The value of a condition, which can only be the empty text."""
        if value:
            raise FieldError(f"{self.name} is sealed and cannot be compared")
        return super().get_prep_value(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether the text is empty."""
        return super().get_lookup(lookup_name) if lookup_name in _LOOKUPS else None

    def from_db_value(self, value: str | None, *_place: Any) -> str | None:
        """The text, on its way out of the database."""
        return crypto.decrypt(value) if value else value
