"""The questions of an application, one page each; every field says why it is asked."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.site.accessrequests import fields, kinds
from gongkai.site.accessrequests.answers import Answers
from gongkai.site.accessrequests.values import Person
from gongkai.site.web import clock

_LONGEST: Final = 5_000


class PageForm(forms.Form):
    """A page of questions; ``answers`` are those of the pages so far."""

    def __init__(self, *args: Any, answers: Answers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = answers
        self.arrange()

    def arrange(self) -> None:
        """Fit the fields to what has been answered."""

    def kept(self) -> dict[str, str]:
        """What is kept of the answers: text, without what was left empty and without files."""
        plain = {name: value for name, value in self.cleaned_data.items() if isinstance(value, str)}
        return {name: value.strip() for name, value in plain.items() if value.strip()}


class WantedForm(PageForm):
    """What information is asked for (article 29)."""

    content = forms.CharField(
        label=_("需要的政府信息"), max_length=_LONGEST, widget=forms.Textarea({"rows": 6}),
        help_text=_("写清楚是什么信息、什么时间、哪里的，机关才能找到。不用写申请的用途。不得填写涉及国家秘密的内容。"),
        error_messages={"required": _("请写明需要的政府信息")},
    )  # fmt: skip
    title = forms.CharField(
        label=_("信息名称"), max_length=300, required=False, help_text=_("知道文件名称的请填写，便于准确查找。")
    )
    number = forms.CharField(
        label=_("文号"), max_length=100, required=False, help_text=_("知道文号的请填写，例如“石政发〔2025〕3号”。")
    )
    feature = forms.CharField(
        label=_("其他特征"), max_length=500, required=False,
        help_text=_("便于查找的其他线索，例如形成时间、地点、制作机关。"),
    )  # fmt: skip


class ProvisionForm(PageForm):
    """In which form and by which way one wants it (article 29)."""

    form = forms.ChoiceField(
        label=_("提供信息的形式"), choices=list(kinds.FORMS.items()), widget=forms.RadioSelect, initial="electronic",
        help_text=_("机关按您要求的形式提供；按这种形式提供有困难的，可能改用其他形式。"),
    )  # fmt: skip
    way = forms.ChoiceField(
        label=_("获取信息的途径"), choices=list(kinds.WAYS.items()), widget=forms.RadioSelect, initial="online",
        help_text=_("答复和信息按这一途径送给您。"),
    )  # fmt: skip
    note = forms.CharField(label=_("备注"), max_length=500, required=False, help_text=_("可以不填。"))


class KindForm(PageForm):
    """Which kind of applicant asks: the annual report counts by it."""

    applicant = forms.ChoiceField(
        label=_("谁来申请"), widget=forms.RadioSelect, help_text=_("年度报告按申请人的类别统计申请。")
    )

    def arrange(self) -> None:
        """The kinds of the report's form."""
        field: Any = self.fields["applicant"]
        field.choices = list(kinds.applicants(clock.today()).items())


class PersonForm(PageForm):
    """Who asks (article 29)."""

    name = fields.name(_("姓名"), help_text=_("请与身份证明一致，答复书上写这一姓名。"))
    representative = forms.CharField(
        label=_("法定代表人或者负责人"), max_length=100, help_text=_("单位申请的，由其代表单位提出。")
    )
    id_kind = fields.id_kind(help_text=_("申请须有申请人的身份证明（条例第二十九条）。境外人士可以用下列其他证件。"))
    id_number = fields.id_number(
        help_text=_("只用于核实身份、识别同一申请人，加密保存；工作人员查看时须写明理由，并留下记录。")
    )

    def arrange(self) -> None:
        """Organisations have a representative and a code; persons have neither."""
        natural = self.answers.natural
        help_text = self.fields["id_kind"].help_text
        self.fields["id_kind"] = fields.id_kind(natural=natural, help_text=help_text)
        if natural:
            del self.fields["representative"]
        else:
            self.fields["name"].label = _("单位名称")
            self.fields["name"].help_text = _("请填写证照上的全称，答复书上写这一名称。")

    def clean(self) -> dict[str, Any]:
        """Numbers that prove themselves must do so."""
        cleaned = super().clean() or {}
        fields.check_number(self, cleaned)
        return cleaned


class ContactForm(PageForm):
    """How one is reached (article 29)."""

    phone = fields.PhoneField(
        label=_("联系电话"), max_length=30, required=False,
        help_text=_("机关要和您确认收到申请，确认之日起计算答复期限，最好填写手机号。"),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("电子邮箱"), max_length=200, required=False, help_text=_("用于确认收到申请、发送答复。")
    )
    address = forms.CharField(
        label=_("通讯地址"), max_length=200, required=False, help_text=_("需要邮寄答复或者信息的，请填写到门牌号。")
    )
    postcode = forms.RegexField(
        r"^\d{6}$", label=_("邮政编码"), required=False,
        error_messages={"invalid": _("邮政编码是六位数字。")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One way at the least, and that by which the information goes."""
        cleaned = super().clean() or {}
        fields.check_reachable(self, cleaned, self.answers.of("provision").get("way", ""))
        return cleaned


class JointForm(PageForm):
    """Somebody who asks together with the first."""

    name = fields.name(_("共同申请人姓名或者名称"))
    id_kind = fields.id_kind()
    id_number = fields.id_number()
    representative = forms.CharField(
        label=_("法定代表人或者负责人"), max_length=100, required=False, help_text=_("共同申请人是单位的，须填写。")
    )
    phone = fields.PhoneField(label=_("联系电话"), max_length=30)

    def arrange(self) -> None:
        """Those who ask together are of one kind."""
        self.fields["id_kind"] = fields.id_kind(natural=self.answers.natural)
        if self.answers.natural:
            del self.fields["representative"]
        else:
            self.fields["representative"].required = True

    def clean(self) -> dict[str, Any]:
        """As for the first."""
        cleaned = super().clean() or {}
        fields.check_number(self, cleaned)
        return cleaned

    def person(self) -> Person:
        """The person."""
        return msgspec.convert(self.kept(), Person)


class AgentForm(PageForm):
    """Who acts for the applicant, by which power."""

    has = forms.ChoiceField(
        label=_("是否委托代理人"), choices=[("", _("没有，由申请人自己申请")), ("1", _("有代理人"))],
        widget=forms.RadioSelect, required=False, initial="",
    )  # fmt: skip
    name = fields.name(_("代理人姓名"), required=False)
    id_kind = fields.id_kind(natural=True, required=False)
    id_number = fields.id_number(required=False)
    phone = fields.PhoneField(label=_("代理人联系电话"), max_length=30, required=False)
    mandate = forms.FileField(
        label=_("授权委托书"), required=False, help_text=_("请上传授权委托书的扫描件或者照片。机关据此与代理人联系。")
    )

    def __init__(self, *args: Any, mandated: bool = False, **kwargs: Any) -> None:
        self.mandated = mandated
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Whoever has an agent says who it is, and shows the power."""
        cleaned = super().clean() or {}
        if not cleaned.get("has"):
            return cleaned
        for field, words in (
            ("name", _("请填写代理人姓名。")),
            ("id_number", _("请填写代理人的证件号码。")),
            ("phone", _("请填写代理人的联系电话。")),
        ):
            if not cleaned.get(field) and field not in self.errors:
                self.add_error(field, words)
        if not cleaned.get("mandate") and not self.mandated and "mandate" not in self.errors:
            self.add_error("mandate", _("请上传授权委托书。"))
        fields.check_number(self, cleaned)
        return cleaned

    def kept(self) -> dict[str, str]:
        """Nothing of an agent whom one does not have."""
        return super().kept() if self.cleaned_data.get("has") else {}


class FilesForm(PageForm):
    """Papers that go with the application."""

    identity = fields.FilesField(
        label=_("身份证明"), required=False,
        help_text=_("身份证明的复印件、扫描件或者照片，用于核实身份，加密保存。可以一次选择几个文件。"),
    )  # fmt: skip
    evidence = fields.FilesField(
        label=_("其他材料"), required=False, help_text=_("有助于查找信息、说明情况的材料，没有的可以不传。")
    )


class DeclareForm(forms.Form):
    """What one declares before handing in."""

    declared = forms.BooleanField(
        label=_("我确认以上内容真实，其中没有涉及国家秘密的内容"),
        error_messages={"required": _("请先核对以上内容，再勾选确认。")},
    )


class CodeForm(forms.Form):
    """The query code."""

    code = forms.CharField(
        label=_("查询码"), max_length=40, help_text=_("写在提交申请时的回执上，十二位，例如 7KQM-2XHV-9TFA。"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class WordsForm(forms.Form):
    """A supplement, or reasons, in words or as files."""

    text = forms.CharField(
        label=_("内容"), max_length=10_000, required=False, widget=forms.Textarea({"rows": 6}),
        help_text=_("请逐项回应告知书中的要求。不得填写涉及国家秘密的内容。"),
    )  # fmt: skip
    attached = fields.FilesField(label=_("上传材料"), required=False, help_text=_("可以一次选择几个文件。"))

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("text", "").strip() and not cleaned.get("attached"):
            self.add_error("text", _("请填写内容，或者上传材料。"))
        return cleaned


class RatingForm(forms.Form):
    """How one was served."""

    satisfaction = forms.TypedChoiceField(
        label=_("您对这次办理是否满意"), coerce=int, widget=forms.RadioSelect,
        choices=[("5", _("5分 非常满意")), ("4", _("4分 满意")), ("3", _("3分 基本满意")), ("2", _("2分 不满意")),
                 ("1", _("1分 非常不满意"))],
    )  # fmt: skip
