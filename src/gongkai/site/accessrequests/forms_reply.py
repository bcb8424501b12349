"""Forms of a reply: an item with what its outcome asks for, a part that is withheld, and the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.law.model import Outcome
from gongkai.procedure.outcomes import PARTLY
from gongkai.site.accessrequests.values import ItemReply
from gongkai.writing.letters import Item, Withheld

# Whether an outcome can be told by a reply, and whether by a part of one.
ANSWERS = ("granted", "partial", "denied", "unable", "rejected")
PARTS = ("denied", "unable", "rejected")


class OutcomeForm(forms.Form):
    """Which outcome an item or a part has."""

    outcome = forms.ChoiceField(label=_("办理结果"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, outcomes: Sequence[Outcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["outcome"].choices = [(outcome.id, outcome.label) for outcome in outcomes]


class _Stated(forms.Form):
    """What an outcome must state, a field for each; and its grounds where it has any."""

    grounds = forms.MultipleChoiceField(label=_("理由"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, outcome: Outcome, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._outcome = outcome
        fields: Any = self.fields
        if outcome.grounds:
            fields["grounds"].choices = [(ground.id, ground.label) for ground in outcome.grounds]
        else:
            del fields["grounds"]
        for number, label in enumerate(outcome.must_state):
            fields[f"stated{number}"] = forms.CharField(
                label=label, max_length=2000, widget=forms.Textarea({"rows": 2})
            )

    def _given(self) -> dict[str, Any]:
        labels = self._outcome.must_state
        return {
            "outcome": self._outcome.id,
            "grounds": tuple(self.cleaned_data.get("grounds", ())),
            "stated": {label: self.cleaned_data[f"stated{number}"] for number, label in enumerate(labels)},
        }


class ItemForm(_Stated):
    """The answer to one item, with what its outcome asks for."""

    content = forms.CharField(label=_("所申请的内容"), max_length=2000, widget=forms.Textarea({"rows": 2}))
    provision = forms.CharField(label=_("获取的方式、途径和时间"), max_length=1000, widget=forms.Textarea({"rows": 2}))
    other_organ = forms.CharField(label=_("负责机关的名称和联系方式"), max_length=300, required=False)
    way = forms.CharField(label=_("可以采用的其他渠道"), max_length=300, required=False)
    published = forms.TypedMultipleChoiceField(
        label=_("已经公开的信息"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("content", "grounds")

    def __init__(self, *args: Any, outcome: Outcome, published: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, outcome=outcome, **kwargs)
        fields: Any = self.fields
        if outcome.group not in ("granted", "partial"):
            del fields["provision"]
        if outcome.group not in ("unable",):
            del fields["other_organ"]
        if outcome.group not in ("rejected", "denied") or outcome.review_first:
            del fields["way"]
        if published:
            fields["published"].choices = published
        else:
            del fields["published"]

    def answer(self, withheld: tuple[Withheld, ...] = ()) -> ItemReply:
        """The answer that was filled in; ``withheld`` are the parts that it had before."""
        data = self.cleaned_data
        texts = {name: data[name] for name in ("content", "provision", "other_organ", "way") if name in data}
        kept = withheld if self._outcome.id == PARTLY else ()
        return ItemReply(Item(**self._given(), **texts, withheld=kept), tuple(data.get("published", ())))


class PartForm(_Stated):
    """A part that is not disclosed, and why."""

    part = forms.CharField(label=_("不予公开的内容"), max_length=500, widget=forms.Textarea({"rows": 2}))
    field_order = ("part", "grounds")

    def withheld(self) -> Withheld:
        """The part that was filled in."""
        return Withheld(part=self.cleaned_data["part"], **self._given())


class WholeForm(forms.Form):
    """Which of several results counts, why, and what the reviewers should know."""

    principal = forms.ChoiceField(label=_("统计所依据的主要结果"), required=False)
    reason = forms.CharField(label=_("以它为主要结果的理由"), required=False, max_length=500)
    note = forms.CharField(
        label=_("拟办意见"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("写给审核人看，印在审查呈批单上。"),
    )  # fmt: skip

    def __init__(self, *args: Any, outcomes: Sequence[Outcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if len(outcomes) > 1 and not any(outcome.id == PARTLY for outcome in outcomes):
            fields["principal"].choices = [("", _("请选择")), *((found.id, found.label) for found in outcomes)]
        else:
            del fields["principal"], fields["reason"]


def initial_of(item: ItemReply, outcome: Outcome) -> dict[str, Any]:
    """What the form of an item shows."""
    answer = item.answer
    stated = {f"stated{number}": answer.stated.get(label, "") for number, label in enumerate(outcome.must_state)}
    texts = {name: getattr(answer, name) for name in ("content", "provision", "other_organ", "way")}
    return texts | stated | {"grounds": list(answer.grounds), "published": list(item.published)}
