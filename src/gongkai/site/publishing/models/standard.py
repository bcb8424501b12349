"""The standard catalogue (基层政务公开标准目录) of a body, and the items that fulfil its entries."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.site.bodies.models import Owned
from gongkai.site.publishing.models.items import Item, Parts


class Entry(Owned):
    """A row of a standard catalogue. ``field`` is an id of the fields in the law data; the rest is as the table says.

    ``matter`` with ``field`` names a row within a body. A row that the table no longer has is ``dropped``, not deleted.
    """

    field = models.CharField(_("试点领域"), max_length=40)
    number = models.CharField(_("序号"), max_length=20, blank=True)
    matter = models.CharField(_("公开事项"), max_length=200)
    content = models.TextField(_("公开内容（要素）"))
    basis = models.TextField(_("公开依据"), blank=True)
    timing = models.TextField(_("公开时限"), blank=True)
    holder = models.CharField(_("公开主体"), max_length=500, blank=True)
    outlets = models.TextField(_("公开渠道和载体"), blank=True)
    audience = models.CharField(_("公开对象"), max_length=200, blank=True)
    mode = models.CharField(_("公开方式"), max_length=200, blank=True)
    level = models.CharField(_("公开层级"), max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)
    dropped = models.BooleanField(default=False)

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("标准目录")
        constraints = (models.UniqueConstraint(fields=["body", "field", "matter"], name="publishing_entry_once"),)
        indexes = (models.Index(fields=["body", "field", "position", "id"], name="publishing_entries"),)

    def __str__(self) -> str:
        return self.matter


class EntryParts(Parts):
    """Rows that belong to the body of their entry."""

    path_field = "entry__body__path"


class EntryItem(models.Model):
    """That an item is what an entry asks for."""

    entry: Any = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    item: Any = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")

    objects = EntryParts.as_manager()

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["entry", "item"], name="publishing_entry_item_once"),)

    def __str__(self) -> str:
        return f"{self.entry_id} {self.item_id}"
