"""Writing accounts: every change of who may do what goes through here."""

from gongkai.site.accounts.services.absence import delegate, recall
from gongkai.site.accounts.services.handover import confirm_handover, hand_over, open_items
from gongkai.site.accounts.services.notices import notify, read_all_notices, read_notice, set_mail
from gongkai.site.accounts.services.passwords import bound, change_own_password, reset_password, reset_second_factor
from gongkai.site.accounts.services.people import Created, First, create, create_first_admin, disable, edit, enable
from gongkai.site.accounts.services.posts import appoint, dismiss

__all__ = [
    "Created",
    "First",
    "appoint",
    "bound",
    "change_own_password",
    "confirm_handover",
    "create",
    "create_first_admin",
    "delegate",
    "disable",
    "dismiss",
    "edit",
    "enable",
    "hand_over",
    "notify",
    "open_items",
    "read_all_notices",
    "read_notice",
    "recall",
    "reset_password",
    "reset_second_factor",
    "set_mail",
]
