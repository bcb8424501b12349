"""Setting up the stages of a body."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from gongkai.errors import UsageError
from gongkai.law import current_book
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.review import holders
from gongkai.site.review.defaults import deciding_roles, defaults
from gongkai.site.review.models import Chain, Stage
from gongkai.site.review.selectors.chains import Planned, places
from gongkai.site.web.scope import Scope

MOST = 8


def set_chain(scope: Scope, *, body: Body, kind: str, stages: Sequence[Planned]) -> Chain:
    """Let ``stages`` hold for ``kind`` at ``body`` from today on; no stages: the default again.

    Cases under way go on along the stages with which their round began. Raises ForbiddenError and UsageError.
    """
    scope.demand("chain.edit", body.path)
    holders.get(kind)
    _check(scope, body, stages)
    with recorded() as log:
        mine = Chain.objects.unscoped("of the body in hand")
        chain, _made = mine.get_or_create(body=body, kind=kind, since=scope.today)
        Stage.objects.unscoped("of the chain in hand").filter(chain=chain).delete()
        Stage.objects.bulk_create(
            Stage(
                chain=chain,
                position=position,
                labels=list(stage.labels),
                role=stage.role,
                body_id=stage.body,
                on_paper=stage.on_paper,
            )
            for position, stage in enumerate(stages, 1)
        )
        log(scope, "chain.edit", body=body.pk, target=chain, kind=kind, stages=list(stages))
    return chain


def _check(scope: Scope, body: Body, stages: Sequence[Planned]) -> None:
    found = defaults()
    labels = [label for stage in stages for label in stage.labels]
    allowed = {None, *(place.pk for place in places(body))}
    if len(stages) > MOST:
        raise UsageError(_("最多设置 %(most)d 个环节。") % {"most": MOST})
    if not all(stage.labels for stage in stages) or not set(labels) <= found.labels.keys():
        raise UsageError(_("每个环节至少选择一个名称。"))
    if any(stage.role not in deciding_roles() for stage in stages):
        raise UsageError(_("请为每个环节选择办理的角色。"))
    if any(stage.body not in allowed for stage in stages):
        raise UsageError(_("环节只能设在本机关、上级机关、同级机关或者下级机关。"))
    if stages and found.required.label not in labels:
        basis = current_book().at(scope.today).cite_short(found.required.basis)
        words = {"stage": found.words([found.required.label]), "basis": basis}
        raise UsageError(_("不能没有“%(stage)s”环节（依据：%(basis)s）。可以与其他环节合并。") % words)
