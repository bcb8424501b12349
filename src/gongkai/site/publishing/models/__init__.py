"""The rows of the app."""

from gongkai.site.publishing.models.house import (
    Adoption,
    Correction,
    Duty,
    Opinion,
    Posting,
    Recheck,
    TableImport,
    Word,
)
from gongkai.site.publishing.models.items import (
    Attachment,
    Attribute,
    Examination,
    Item,
    ItemCase,
    Parts,
    Passage,
    PublicFile,
    State,
    Version,
)
from gongkai.site.publishing.models.standard import (
    Entry,
    EntryItem,
    EntryParts,
)

__all__ = [
    "Adoption",
    "Attachment",
    "Attribute",
    "Correction",
    "Duty",
    "Entry",
    "EntryItem",
    "EntryParts",
    "Examination",
    "Item",
    "ItemCase",
    "Opinion",
    "Parts",
    "Passage",
    "Posting",
    "PublicFile",
    "Recheck",
    "State",
    "TableImport",
    "Version",
    "Word",
]
