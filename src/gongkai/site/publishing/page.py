"""What the page of an item shows."""

from __future__ import annotations

from typing import Any

import msgspec
from django.utils.translation import gettext as _

from gongkai.law.book import current_book
from gongkai.procedure.explain import summary
from gongkai.release.rules import default_rules
from gongkai.site.audit import selectors as audit
from gongkai.site.audit.vocabulary import words
from gongkai.site.publishing import catalogue, consultations, selectors
from gongkai.site.publishing.models import Attribute, Examination, Item, State
from gongkai.site.publishing.services import flow
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope
from gongkai.site.web.templatetags.components import Fact, Moment, Step
from gongkai.site.web.templatetags.gongkai import day, moment


class Finding(msgspec.Struct, frozen=True):
    """A finding of a scan in words."""

    text: str
    where: str
    remedy: str
    stop: bool
    times: int = 1


class Place(msgspec.Struct, frozen=True):
    """The text or a file of an item, with what was found in it."""

    name: str
    file: Any
    scan: Examination | None
    findings: list[Finding]


def item_context(scope: Scope, item: Item) -> dict[str, Any]:
    """State, clock, next step, content and history of an item, for somebody who may see it."""
    subject = catalogue.subject(item.subject, scope.today)
    case = selectors.case_of(item)
    path = item.body.path
    term, law = selectors.term(scope, item), current_book().at(scope.today)
    interpretation = selectors.interpretation_term(scope, item)
    editable = item.state == State.DRAFT or bool(item.correcting and (case is None or case.state != "open"))
    proactive = item.attribute == Attribute.PROACTIVE
    return {
        "item": item,
        "body": item.body,
        "subject": subject,
        "case": case,
        "facts": _facts(item, subject.label),
        "steps": _steps(item),
        "term": summary(term, law) if term is not None and proactive else [],
        "interpretation": summary(interpretation, law) if interpretation is not None else [],
        "links": _links(item),
        "consultation": consultations.is_consultation(item, scope.today) and item.current_id is not None,
        "overdue": item.due_on is not None and item.published_at is None and item.due_on < scope.today,
        "places": _places(item),
        "missing": flow.missing(scope, item) if editable else [],
        "versions": list(selectors.versions(item)),
        "history": [Moment(event.at, words(event.action), event.actor_name) for event in audit.of_target(item)[:50]],
        "may_edit": scope.may("item.edit", path),
        "editable": editable and scope.may("item.edit", path),
        "may_withdraw": scope.may("item.withdraw", path) and item.state == State.PUBLISHED,
        "may_accept": scope.may("item.accept_stop", path),
    }


def _facts(item: Item, subject: str) -> list[Fact]:
    rows = [
        (_("信息类别"), subject),
        (_("索引号"), item.index_number),
        (_("文号"), item.document_number),
        (_("发文机关"), item.issuer),
        (_("成文日期"), day(item.formed_on)),
        (_("公开属性"), item.get_attribute_display()),
        (_("不公开的依据"), catalogue.ground_words(item.ground, clock.today())),
        (_("不公开的理由"), item.ground_reason),
        (_("下次评估"), day(item.reassess_on)),
        (_("首次公开"), moment(item.published_at)),
        (_("定时发布"), moment(item.scheduled_for)),
        (_("有效期至"), day(item.valid_until)),
        (_("废止日期"), day(item.repealed_on)),
        (_("公示期至"), day(item.objection_until)),
        (_("公开网址"), item.official_url),
        (_("合法性审核"), item.legality_review),
        (_("备案"), item.filing),
        (_("更正原因"), item.correcting),
        (_("撤稿说明"), item.withdrawal),
    ]
    return [Fact(label, value) for label, value in rows if value]


def _links(item: Item) -> list[tuple[str, list[Item]]]:
    """What stands before and after an item, each kind with its label; of the later ones those that are public."""
    around = consultations.around(item)
    rows = [
        (_("所解读的文件"), [item.interprets]),
        (_("公开征求意见"), [item.consulted]),
        (_("所反馈的意见征集"), [item.feedback_on]),
        (_("政策解读"), around["interpretations"]),
        (_("征求意见的文件"), around["documents"]),
        (_("意见采纳情况反馈"), around["feedbacks"]),
    ]
    return [(label, there) for label, links in rows if (there := [link for link in links if link is not None])]


def _steps(item: Item) -> list[Step]:
    names = [_("起草"), _("审核"), _("登记") if item.attribute != Attribute.PROACTIVE else _("公开")]
    at = {State.DRAFT: 0, State.REVIEW: 1, State.SCHEDULED: 1}.get(State(item.state), 3)
    return [
        Step(name, "done" if number < at else "current" if number == at else "ahead")
        for number, name in enumerate(names)
    ]


def _places(item: Item) -> list[Place]:
    scans = selectors.examinations(item)
    text = Place(_("正文"), None, scans.get(None), _findings_of(scans.get(None)))
    files = [
        Place(file.name, file, scans.get(file.pk), _findings_of(scans.get(file.pk)))
        for file in selectors.attachments(item)
    ]
    return [text, *files]


def _findings_of(scan: Examination | None) -> list[Finding]:
    return findings(scan.hits) if scan is not None else []


def findings(hits: list[dict[str, Any]]) -> list[Finding]:
    """What a scan found, in words."""
    rules = default_rules()
    found = []
    for hit in hits:
        rule = rules.of(hit["code"])
        text = rule.message.format(found=hit["found"], expected=hit.get("expected", ""))
        where = f"{hit['where']}（{hit['hidden']}）" if hit.get("hidden") else hit["where"]
        found.append(Finding(text, where, rule.remedy, rule.level == "stop", hit.get("times", 1)))
    return found
