"""How much one address of the network may do in a day: nobody fills the register or the disk from one place."""

from __future__ import annotations

from typing import Any, Final, Literal

from django.conf import settings
from django.db.models import F

from gongkai.errors import TooManyError
from gongkai.site.accessrequests.models_intake import Use
from gongkai.site.web.scope import Scope

Kind = Literal["submission", "draft"]
_OPTIONS: Final[dict[Kind, str]] = {"submission": "GONGKAI_SUBMISSIONS_A_DAY", "draft": "GONGKAI_DRAFTS_A_DAY"}
_WORDS: Final[dict[Kind, str]] = {
    "submission": "今天从您所在的网络提交的申请已经达到上限（{most}件），这一件没有提交，填写的内容保存二十四小时。"
    "请明天再提交，或者当面、邮寄向受理机关提出。",
    "draft": "今天从您所在的网络开始填写的申请已经达到上限（{most}件）。请明天再填写，或者当面、邮寄向受理机关提出。",
}


def count(scope: Scope, *, address: str, kind: Kind) -> None:
    """Count one more for an address (a keyed digest), in the transaction of the caller where there is one.

    Raises TooManyError where the day's number is used up; then nothing is counted.
    """
    most: int = getattr(settings, _OPTIONS[kind])
    key: dict[str, Any] = {"address": address, "kind": kind, "day": scope.today}
    # The condition stands in the update, so that two at once do not both take the last place.
    free = Use.objects.filter(**key, count__lt=most)
    if free.update(count=F("count") + 1):
        return
    Use.objects.get_or_create(**key)
    if not free.update(count=F("count") + 1):
        raise TooManyError(_WORDS[kind].format(most=most))


def sweep(scope: Scope) -> None:
    """Forget the days that are over."""
    Use.objects.filter(day__lt=scope.today).delete()
