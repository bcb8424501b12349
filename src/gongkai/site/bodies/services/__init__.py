"""Writing bodies: all that changes one, each change one transaction with its event."""

from gongkai.site.bodies.services.belongings import add_offices, save_contact, save_office, save_post
from gongkai.site.bodies.services.lives import close, create, describe, rename, reopen
from gongkai.site.bodies.services.places import refresh_tree, relate, withdraw

__all__ = [
    "add_offices",
    "close",
    "create",
    "describe",
    "refresh_tree",
    "relate",
    "rename",
    "reopen",
    "save_contact",
    "save_office",
    "save_post",
    "withdraw",
]
