"""Fields that the forms of applicants and of officers share: who somebody is, how to reach them, several files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from gongkai.site.accessrequests import kinds
from gongkai.text.identifiers import is_credit_code, is_id_number
from gongkai.text.normal import half_width

_PHONE: Final = re.compile(r"(\+\d{1,3}[- ]?)?(1[3-9]\d{9}|(0\d{2,3}-?)?\d{7,8}(-\d{1,6})?|\d{5,15})", re.ASCII)
_CHOOSE: Final = ("", _("请选择"))


class PlainField(forms.CharField):
    """A line whose digits and letters may be typed at full width."""

    def to_python(self, value: Any) -> str:
        """The text at half width, without spaces around it."""
        return half_width(str(super().to_python(value) or ""))


class PhoneField(PlainField):
    """A telephone number, with or without an area."""

    default_validators = [
        RegexValidator(
            re.compile(rf"^({_PHONE.pattern})$", re.ASCII), _("电话号码不对，请填写手机号，或者区号和座机号。")
        )
    ]


class ManyFiles(forms.ClearableFileInput):
    """A control that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files: a list, empty where none was given."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file as ``FileField`` cleans one."""
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not given and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(one, initial) for one in given]


def name(label: Any, **more: Any) -> forms.CharField:
    """The name of a person or an organisation."""
    return forms.CharField(label=label, max_length=100, **more)


def id_kind(*, natural: bool | None = None, **more: Any) -> forms.ChoiceField:
    """The kinds of papers: those of natural persons, those of organisations, or (None) all."""
    wanted = kinds.ID_KINDS
    if natural is not None:
        wanted = {key: label for key, label in wanted.items() if (key != "credit_code") == natural or key == "other"}
    return forms.ChoiceField(
        label=_("证件类型"), choices=[*([_CHOOSE] if natural is None else []), *wanted.items()], **more
    )


def id_number(**more: Any) -> PlainField:
    """The number of the paper."""
    return PlainField(label=_("证件号码"), max_length=40, **more)


def check_number(
    form: forms.Form, cleaned: Mapping[str, Any], kind: str = "id_kind", number: str = "id_number"
) -> None:
    """Put an error at the number whose check digit or check character is wrong."""
    text = str(cleaned.get(number) or "").upper()
    if text and cleaned.get(kind) == "resident" and not is_id_number(text):
        form.add_error(number, _("身份证号码不对，请核对每一位数字。"))
    if text and cleaned.get(kind) == "credit_code" and not is_credit_code(text):
        form.add_error(number, _("统一社会信用代码不对，请核对每一位。"))


def check_reachable(form: forms.Form, cleaned: Mapping[str, Any], way: str = "") -> None:
    """Ask for at least one way to reach somebody, and for the one that the way of providing needs."""
    if form.errors:
        return
    if not (cleaned.get("phone") or cleaned.get("email") or cleaned.get("address")):
        form.add_error("phone", _("电话、电子邮箱、通讯地址至少填写一项，否则无法答复您。"))
    if way == "email" and not cleaned.get("email"):
        form.add_error("email", _("您选择用电子邮件获取信息，请填写电子邮箱。"))
    if way == "post" and not cleaned.get("address"):
        form.add_error("address", _("您选择邮寄，请填写通讯地址。"))
