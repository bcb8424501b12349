"""The forms of bodies: plain fields whose values are made clean by ``values``, as everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gongkai.errors import UsageError
from gongkai.site.bodies import values
from gongkai.site.bodies.models import Kind, Level, OfficeKind, PostKind
from gongkai.site.web.forms import DayInput

_ALL = ("", _("全部"))
_CHOOSE = ("", _("请选择"))


class Clean(forms.CharField):
    """A text that one of ``values`` makes clean, or refuses."""

    def __init__(self, *, check: Callable[[str], Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._check = check

    def clean(self, value: Any) -> Any:
        """The clean text; raises ValidationError with the sentence of ``values``."""
        try:
            return self._check(super().clean(value))
        except UsageError as error:
            raise ValidationError(error.message) from error


class Suggest(forms.TextInput):
    """A text for which bodies are suggested while one types."""

    template_name = "bodies/suggest.html"

    def __init__(self, suggestions: Iterable[str]) -> None:
        super().__init__({"autocomplete": "off"})
        self.suggestions = list(suggestions)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """As Django's, with the list."""
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"]["list"] = list_id
        return context | {"suggestions": self.suggestions, "list_id": list_id}


def _day(label: Any, *, required: bool = False, hint: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DayInput, help_text=hint)


def _name() -> Clean:
    return Clean(label=_("名称"), check=values.name, help_text=_("全称，与批准设立的文件一致。"))


def _short_name() -> Clean:
    return Clean(label=_("简称"), check=values.short_name, required=False, help_text=_("在列表中使用，可以不填。"))


def _division() -> Clean:
    return Clean(
        label=_("行政区划代码"), check=values.division, required=False, help_text=_("6 位、9 位或者 12 位数字。")
    )


class Filter(forms.Form):
    """Which bodies a list shows."""

    words = forms.CharField(label=_("名称、曾用名或者代码"), required=False, max_length=100)
    level = forms.ChoiceField(label=_("层级"), required=False, choices=[_ALL, *Level.choices])
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[_ALL, *Kind.choices])
    closed = forms.BooleanField(label=_("包括已经撤销的"), required=False)


class Facts(forms.Form):
    """What a body is."""

    division = _division()
    level = forms.ChoiceField(label=_("层级"), choices=[_CHOOSE, *Level.choices])
    kind = forms.ChoiceField(label=_("类别"), choices=[_CHOOSE, *Kind.choices])
    since = _day(_("设立日期"), hint=_("不清楚的可以不填，视为一直存在。"))


class Create(Facts):
    """A new body."""

    name = _name()
    short_name = _short_name()
    code = Clean(label=_("统一社会信用代码"), check=values.code, help_text=_("18 位，以后不能修改。"))

    field_order = ("name", "short_name", "code", "division", "level", "kind", "since")


class Rename(forms.Form):
    """A new name."""

    name = _name()
    short_name = _short_name()
    since = _day(
        _("自哪一天起"),
        required=True,
        hint=_("可以是以后的日期，到那一天生效。与上一次更名同一天的，作为更正。"),
    )


class Relate(forms.Form):
    """Another superior, or none."""

    superior = forms.CharField(
        label=_("新的上级机关"), required=False, help_text=_("填写名称或者统一社会信用代码，可以从提示中选择。")
    )
    alone = forms.BooleanField(label=_("此后没有上级机关"), required=False)
    since = _day(_("自哪一天起"), required=True, hint=_("可以是以后的日期，到那一天生效。"))

    def __init__(self, *args: Any, suggestions: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["superior"].widget = Suggest(suggestions)

    def clean(self) -> dict[str, Any]:
        """Either a superior, or that there is none."""
        data = super().clean() or {}
        if bool(data.get("superior")) == bool(data.get("alone")):
            self.add_error("superior", _("请填写新的上级机关，或者勾选“此后没有上级机关”，只选其一。"))
        return data


class Close(forms.Form):
    """The last day."""

    until = _day(_("存在到哪一天"), required=True, hint=_("最后一天。可以是以后的日期。"))


class Confirm(forms.Form):
    """Nothing but the wish."""


class Contact(forms.Form):
    """How the public reaches the body."""

    office = forms.CharField(label=_("工作机构名称"), required=False, max_length=100)
    address = forms.CharField(label=_("办公地址"), required=False, max_length=200)
    postcode = forms.RegexField(
        r"^[0-9]{6}$", label=_("邮政编码"), required=False, error_messages={"invalid": _("邮政编码是六位数字。")}
    )
    hours = forms.CharField(
        label=_("办公时间"), required=False, max_length=100, help_text=_("例如：工作日 9:00—12:00，14:00—18:00。")
    )
    phone = forms.CharField(label=_("联系电话"), required=False, max_length=40, help_text=_("固定电话请写区号。"))
    fax = forms.CharField(label=_("传真号码"), required=False, max_length=40)
    email = forms.EmailField(label=_("电子邮箱"), required=False)
    website = forms.URLField(label=_("网址"), required=False, assume_scheme="https")


class Office(forms.Form):
    """An inner office, a village or a community."""

    kind = forms.ChoiceField(label=_("类别"), choices=[_CHOOSE, *OfficeKind.choices])
    name = Clean(label=_("名称"), check=values.name)
    division = _division()
    since = _day(_("自"), hint=_("不清楚的可以不填。"))
    until = _day(_("至"), hint=_("仍然存在的不填。"))


class Post(forms.Form):
    """Somebody who does disclosure work."""

    kind = forms.ChoiceField(label=_("岗位"), choices=[_CHOOSE, *PostKind.choices])
    person = Clean(label=_("姓名"), check=lambda text: values.name(text, 50))
    title = forms.CharField(label=_("职务"), required=False, max_length=100)
    phone = forms.CharField(label=_("办公电话"), required=False, max_length=40)
    since = _day(_("自"), hint=_("不清楚的可以不填。"))
    until = _day(_("至"), hint=_("仍在岗的不填。"))


class Upload(forms.Form):
    """A file to import."""

    file = forms.FileField(label=_("文件"), help_text=_("XLSX 或者 CSV。不得存储、处理涉密信息。"))
