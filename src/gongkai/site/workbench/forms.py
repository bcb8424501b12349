"""The bars of filters over the pages of the workbench."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from gongkai.errors import UsageError
from gongkai.site.audit import vocabulary
from gongkai.site.bodies.models import Body


class TodoFilter(forms.Form):
    """Which kind of things to do."""

    kind = forms.ChoiceField(label=_("类别"), required=False)

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("全部")), *kinds]  # type: ignore[attr-defined]


class AuditFilter(forms.Form):
    """Which events: when, who, where, what, to what."""

    since = forms.DateField(label=_("自"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("至"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    person = forms.CharField(label=_("操作人"), required=False, max_length=50)
    body = forms.ChoiceField(label=_("机关"), required=False)
    action = forms.ChoiceField(label=_("事项"), required=False)
    target = forms.ChoiceField(label=_("对象"), required=False)
    number = forms.CharField(label=_("对象编号"), required=False, max_length=64)

    def __init__(self, *args: Any, bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["body"].choices = [("", _("全部")), *((body.pk, body.called) for body in bodies)]
        fields["action"].choices = [("", _("全部")), *vocabulary.all_words().items()]
        fields["target"].choices = [("", _("全部")), *target_words().items()]

    def values(self) -> dict[str, Any]:
        """What was chosen. Raises UsageError for an address that was tampered with."""
        if not self.is_valid():
            raise UsageError("筛选条件有误，请重新选择。")
        return self.cleaned_data


def target_words() -> dict[str, str]:
    """What events happen to: the models of the site, by their labels."""
    models = [model for model in apps.get_models() if model.__module__.startswith("gongkai.")]
    return {model._meta.label_lower: str(model._meta.verbose_name) for model in models}
