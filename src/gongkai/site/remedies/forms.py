"""Forms of the staff for cases, complaints and those before whom they are brought."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.law.proceeding_model import Proceeding, StageText
from gongkai.procedure.proceedings import CaseEvent
from gongkai.site.accessrequests import selectors_desk as desk
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.values import Person
from gongkai.site.bodies.models import Body
from gongkai.site.remedies import selectors, tables
from gongkai.site.remedies.models import About, Case
from gongkai.site.remedies.services import Opening
from gongkai.site.remedies.services.reading import REASONS
from gongkai.site.remedies.values import PAPERS, Matter
from gongkai.site.web.forms import DayInput

_NONE = ("", _("（未定）"))


def _words(label: Any, help_text: Any = "", rows: int = 2, *, required: bool = False) -> forms.CharField:
    area = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=2_000, widget=area)


class CaseForm(forms.Form):
    """A reconsideration or suit: against the reply to a request, or of other information work."""

    route = forms.ChoiceField(label=_("类别"), widget=forms.RadioSelect)
    about = forms.ChoiceField(label=_("事由"), widget=forms.RadioSelect, choices=About.choices)
    filed = forms.DateField(
        label=_("提出日期"), widget=DayInput(), help_text=_("申请复议、起诉之日；不知道的，填写收到副本之日。")
    )
    forum = forms.TypedChoiceField(label=_("复议机关、法院"), required=False, coerce=int, empty_value=None)
    docket = forms.CharField(label=_("案号"), max_length=60, required=False)
    earlier = forms.TypedChoiceField(label=_("此前的复议"), required=False, coerce=int, empty_value=None)
    simplified = forms.BooleanField(label=_("适用简易程序"), required=False)
    name = forms.CharField(label=_("申请人、原告"), max_length=200, required=False)
    reason = _words(_("与政府信息公开工作的关系"))
    claim = _words(_("请求和理由"), _("加密保存。不得录入涉密信息。"))

    def __init__(self, *args: Any, body: Body, source: Request | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source
        fields: Any = self.fields
        cases = [entry for name, entry in tables.tables().items() if name != tables.COMPLAINT]
        fields["route"].choices = [(route.id, route.label) for entry in cases for route in entry.routes]
        fields["forum"].choices = [_NONE, *((row.pk, row.name) for row in desk.forums(body))]
        if source is None:
            fields["about"].choices = [(About.OTHER, About.OTHER.label)]
            fields["about"].initial = About.OTHER
            del fields["earlier"]
            return
        del fields["name"], fields["reason"]
        earlier = [row for row in selectors.of_request(source) if row.kind == "reconsideration"]
        fields["earlier"].choices = [("", _("（没有）")), *((row.pk, str(row)) for row in earlier)]
        if not earlier:
            del fields["earlier"]

    def opening(self) -> Opening:
        """What was filled in."""
        data = self.cleaned_data
        persons = (Person(data["name"]),) if data.get("name") else ()
        return Opening(
            **{name: data[name] for name in ("route", "about", "filed", "forum", "docket", "simplified")},
            request=self.source,
            earlier=data.get("earlier"),
            matter=Matter(persons, claim=data["claim"], reason=data.get("reason", "")),
        )


class ComplaintForm(forms.Form):
    """A complaint that the body has received."""

    route = forms.ChoiceField(label=_("类别"), widget=forms.RadioSelect)
    about_body = forms.TypedChoiceField(label=_("被反映的机关"), coerce=int)
    filed = forms.DateField(label=_("收到日期"), widget=DayInput())
    name = forms.CharField(label=_("投诉人、举报人"), max_length=200, required=False, help_text=_("匿名的不填。"))
    phone = forms.CharField(label=_("联系方式"), max_length=100, required=False)
    claim = _words(_("反映的内容"), _("加密保存。不得录入涉密信息。"), 4, required=True)

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bodies = {body.pk: body for body in bodies}
        fields: Any = self.fields
        routes = tables.table(tables.COMPLAINT).routes
        fields["route"].choices = [(route.id, route.label) for route in routes]
        fields["about_body"].choices = [("", _("请选择")), *((body.pk, body.name) for body in bodies)]

    def opening(self) -> Opening:
        """What was filled in."""
        data = self.cleaned_data
        person = Person(data["name"], phone=data["phone"])
        persons = (person,) if data["name"] or data["phone"] else ()
        return Opening(
            route=data["route"],
            about=About.OTHER,
            filed=data["filed"],
            about_body=self._bodies.get(data["about_body"]),
            matter=Matter(persons, claim=data["claim"]),
        )


class StageForm(forms.Form):
    """A stage of a case: when, how it was decided, and words."""

    day = forms.DateField(label=_("日期"), widget=DayInput())
    result = forms.ChoiceField(label=_("结果"), widget=forms.RadioSelect)
    becomes = forms.ChoiceField(label=_("改判的结果"), required=False, help_text=_("只有改判才选。"))
    note = _words(_("备注"), _("加密保存，查看时留痕。"))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, table: Proceeding, stage: StageText, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stage = stage
        fields: Any = self.fields
        results = [(result.id, result.label) for result in table.results]
        if stage.effect == "decide_appeal":
            fields["result"].choices = [(second.id, second.label) for second in table.second]
            fields["becomes"].choices = [("", _("（没有改判）")), *results]
            return
        del fields["becomes"]
        if stage.effect == "decide":
            fields["result"].choices = results
        else:
            del fields["result"]

    def event(self) -> CaseEvent:
        """What was filled in."""
        data = self.cleaned_data
        return CaseEvent(self._stage.id, data["day"], data.get("result", ""), data.get("becomes", ""))


class AmendForm(forms.Form):
    """What is known of a case."""

    docket = forms.CharField(label=_("案号"), max_length=60, required=False)
    forum = forms.TypedChoiceField(label=_("复议机关、法院"), required=False, coerce=int, empty_value=None)
    simplified = forms.BooleanField(label=_("适用简易程序"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        rows = list(desk.forums(case.body, case.kind))
        if case.forum is not None and case.forum not in rows:
            rows.append(case.forum)
        fields["forum"].choices = [_NONE, *((row.pk, row.name) for row in rows)]


class PaperForm(forms.Form):
    """A file of a case."""

    kind = forms.ChoiceField(label=_("类别"), choices=list(PAPERS.items()), widget=forms.RadioSelect)
    file = forms.FileField(label=_("选择文件"), help_text=_("不得上传涉密文件。"))


class RenewForm(forms.Form):
    """The beginning of a new reply."""

    day = forms.DateField(label=_("收到决定、裁判之日"), widget=DayInput())
    until = forms.DateField(
        label=_("决定、裁判写明的最后一日"), widget=DayInput(), required=False,
        help_text=_("没有写明的不填，按答复申请的期限计算。"),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReadForm(forms.Form):
    """Why somebody looks at the persons of a case."""

    reason = forms.ChoiceField(label=_("查看的理由"), choices=list(REASONS.items()), widget=forms.RadioSelect)


class CasesFilter(forms.Form):
    """The list of cases, narrowed."""

    q = forms.CharField(label=_("案号"), required=False, max_length=60)
    route = forms.ChoiceField(label=_("类别"), required=False)
    open = forms.ChoiceField(
        label=_("进展"), required=False, choices=[("", _("全部")), ("yes", _("未审结")), ("no", _("已审结"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        cases = [entry for name, entry in tables.tables().items() if name != tables.COMPLAINT]
        fields["route"].choices = [("", _("全部")), *((r.id, r.label) for entry in cases for r in entry.routes)]
