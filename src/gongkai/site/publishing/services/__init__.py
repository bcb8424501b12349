"""Writing items of information: the only way in which one comes to be, is changed, goes out or comes back."""

from gongkai.site.publishing.services.drafts import create, edit
from gongkai.site.publishing.services.files import attach, detach, mask_file, mask_text, strip_file
from gongkai.site.publishing.services.flow import correct, hold, publish_due, reassess, repeal, submit, withdraw
from gongkai.site.publishing.services.scans import accept, examine

__all__ = [
    "accept",
    "attach",
    "correct",
    "create",
    "detach",
    "edit",
    "examine",
    "hold",
    "mask_file",
    "mask_text",
    "publish_due",
    "reassess",
    "repeal",
    "strip_file",
    "submit",
    "withdraw",
]
