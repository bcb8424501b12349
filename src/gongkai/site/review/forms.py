"""What people fill in when they review, and when they set up stages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec
from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.errors import UsageError
from gongkai.site.bodies.models import Body
from gongkai.site.review import holders
from gongkai.site.review.defaults import deciding_roles, defaults
from gongkai.site.review.models import Outcome, State
from gongkai.site.review.selectors.chains import Planned

# So many empty stages stand below those in force.
_EMPTY: Final = 2
_WORDS = forms.Textarea(attrs={"rows": 4})


class DecisionForm(forms.Form):
    """The outcome at a stage; the hidden fields say which round and stage were looked at."""

    round = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    position = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("审核结果"), choices=Outcome.choices, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("意见"), required=False, max_length=2_000, widget=_WORDS, help_text=_("退回修改的，须写明理由。")
    )

    def clean(self) -> dict[str, Any]:
        """A return needs words."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("outcome") == Outcome.RETURNED and not values.get("comment"):
            self.add_error("comment", _("退回修改的，请写明理由。"))
        return values


class PaperForm(DecisionForm):
    """What was signed on the printed sheet."""

    signer = forms.CharField(label=_("签批人"), max_length=50, help_text=_("在签批单上签字的负责人的姓名。"))
    scan = forms.FileField(label=_("签批单扫描件"), help_text=_("PDF 或者图片（PNG、JPEG）。"))


class CommentForm(forms.Form):
    """Words about a place, or about the whole."""

    place = forms.ChoiceField(label=_("位置"), required=False)
    text = forms.CharField(label=_("意见"), max_length=2_000, widget=_WORDS)

    def __init__(self, *args: Any, content: Iterable[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(key, label) for key, label, _text in content]
        self.fields["place"].choices = [("", _("全文")), *places]  # type: ignore[attr-defined]


class AgainForm(forms.Form):
    """Handing in again: the digest says which content was looked at."""

    digest = forms.CharField(min_length=64, max_length=64, widget=forms.HiddenInput)


class CasesFilter(forms.Form):
    """The bar over the list of cases; its values stay in the address."""

    show = forms.ChoiceField(
        label=_("范围"),
        required=False,
        choices=[("", _("等待我办理")), ("mine", _("我提交的")), ("all", _("全部"))],
    )
    kind = forms.ChoiceField(label=_("类别"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *State.choices])
    body = forms.ChoiceField(label=_("机关"), required=False)
    words = forms.CharField(label=_("标题"), required=False, max_length=50)

    def __init__(self, *args: Any, bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("全部")), *holders.labels().items()]  # type: ignore[attr-defined]
        named = [(body.code, body.called) for body in bodies]
        self.fields["body"].choices = [("", _("全部")), *named]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What was chosen. Raises UsageError for an address that was tampered with."""
        if not self.is_valid():
            raise UsageError("筛选条件有误，请重新选择。")
        return self.cleaned_data


class StageForm(forms.Form):
    """One stage; left empty, it is no stage."""

    labels = forms.MultipleChoiceField(
        label=_("环节名称"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("选择几项的，合并为一个环节，由同一人办理。"),
    )
    role = forms.ChoiceField(label=_("办理角色"), required=False)
    body = forms.TypedChoiceField(label=_("办理机关"), required=False, coerce=int, empty_value=None)
    on_paper = forms.BooleanField(label=_("线下签批"), required=False, help_text=_("打印签批单，签字后上传扫描件。"))

    def __init__(self, *args: Any, places: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["labels"].choices = list(defaults().labels.items())
        fields["role"].choices = [("", _("请选择")), *deciding_roles().items()]
        fields["body"].choices = [("", _("本机关")), *((body.pk, body.name) for body in places)]

    def clean(self) -> dict[str, Any]:
        """A stage that was begun is to be whole."""
        values: dict[str, Any] = super().clean() or {}
        begun = any(values.get(name) for name in ("labels", "role", "body", "on_paper"))
        if begun and not values.get("labels"):
            self.add_error("labels", _("请至少选择一个名称，或者把这一环节的其他各项清空。"))
        if begun and not values.get("role"):
            self.add_error("role", _("请选择办理的角色。"))
        return values

    def stage(self) -> Planned | None:
        """The stage; None where nothing was filled in."""
        values = self.cleaned_data
        if not values["labels"]:
            return None
        return Planned(tuple(values["labels"]), values["role"], values["body"], values["on_paper"])


def _posted(data: Mapping[str, Any], most: int) -> int:
    """How many stages a page held that was sent in."""
    there = [number for number in range(1, most + 1) if any(name.startswith(f"stage{number}-") for name in data)]
    return max(there, default=1)


class ChainForm:
    """The stages of a kind as a row of forms, ``most`` at the most: those in force and a few empty ones.

    ``problem`` is what is wrong with the whole, after ``is_valid``.
    """

    def __init__(self, places: Sequence[Body], stages: Sequence[Planned], most: int, data: Any = None) -> None:
        self.problem = ""
        count = len(stages) + _EMPTY if data is None else _posted(data, most)
        rows = [*stages, *[Planned((), "")] * most][: min(count, most)]
        self.forms = [
            StageForm(data, prefix=f"stage{number}", places=places, initial=msgspec.structs.asdict(stage))
            for number, stage in enumerate(rows, 1)
        ]

    def is_valid(self) -> bool:
        """Whether every stage is whole, and there is one at all."""
        # Each is asked, so that each shows what is wrong with it.
        if False in [form.is_valid() for form in self.forms]:
            self.problem = str(_("请检查下面标出的各项。"))
        elif not self.stages():
            self.problem = str(_("请至少设置一个环节。"))
        return not self.problem

    def stages(self) -> list[Planned]:
        """What was filled in."""
        return [stage for stage in (form.stage() for form in self.forms) if stage is not None]
