"""From draft to the public, and back: submitting, publishing, correcting, withdrawing, repealing."""

from __future__ import annotations

import datetime as dt

from gongkai.errors import NotAllowedError, UsageError
from gongkai.site.audit.services import recorded
from gongkai.site.publishing import catalogue, search, selectors
from gongkai.site.publishing.models import Attribute, Item, ItemCase, State
from gongkai.site.publishing.sanitise import plain
from gongkai.site.publishing.services.common import put_back, taken, workable
from gongkai.site.publishing.services.public import make_public
from gongkai.site.publishing.services.scans import open_findings
from gongkai.site.review import services as review
from gongkai.site.review.models import Case
from gongkai.site.review.services.cases import digest_of
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope

KIND = "item"


def submit(scope: Scope, *, item_id: int, revision: int) -> Item:
    """Hand an item in for review. Raises UsageError naming all that is missing."""
    with recorded() as log:
        item = taken(scope, "item.edit", item_id, revision)
        workable(item)
        if lacking := missing(scope, item):
            raise UsageError("还不能提交审核：" + "；".join(lacking) + "。")
        said, case = content(item), selectors.case_of(item)
        if case is None or case.state == "passed":
            case = review.open(scope, body=item.body, kind=KIND, title=item.title, content=said)
            ItemCase.objects.create(item=item, case=case)
        else:
            review.submit_again(scope, case=case.pk, digest=digest_of(said), title=item.title)
        if item.state == State.DRAFT:
            item.state = State.REVIEW
        put_back(scope, item)
        log(scope, "item.submit", body=item.body_id, target=item, revision=item.revision)
    return item


def missing(scope: Scope, item: Item) -> list[str]:
    """What an item lacks before it can be reviewed, in words."""
    subject = catalogue.subject(item.subject, scope.today)
    needs, role = subject.needs, subject.role
    wanted = [
        (item.formed_on, "没有成文日期"),
        (item.html or item.official_url or selectors.attachments(item), "没有正文、附件或者公开网址"),
        (item.document_number or "document_number" not in needs, "没有文号"),
        (item.legality_review or "legality_review" not in needs, "没有合法性审核的情况"),
        (item.objection_until or "objection_period" not in needs, "没有公示期或者征集期的最后一日"),
        (item.consulted_id or "consultation" not in needs, "没有关联公开征求意见"),
        (item.interprets_id or role != "interpretation", "没有选择所解读的文件"),
        (item.feedback_on_id or role != "feedback", "没有选择所反馈的意见征集"),
        (item.objection_contact or "objection_period" not in needs, "没有公示、征集期间的联系方式"),
    ]
    if item.attribute != Attribute.PROACTIVE:
        wanted += [(item.ground, "没有不主动公开的依据"), (item.ground_reason, "没有不主动公开的理由")]
    found = [words for there, words in wanted if not there]
    if item.html and (unsaid := catalogue.unsaid(subject, plain(item.html))):
        found.append(f"正文没有写明{'、'.join(unsaid)}（{catalogue.cited(subject.basis, scope.today)}）")
    # What stays inside need not be clean, but it must be fit to go out if it goes out.
    return found + (open_findings(item) if item.attribute == Attribute.PROACTIVE else [])


def content(item: Item) -> list[tuple[str, str, str]]:
    """What the reviewers see: every place of the item with its label."""
    subject = catalogue.subject(item.subject, clock.today()).label
    ground = catalogue.ground_words(item.ground, clock.today())
    rows = [
        ("subject", "信息类别", subject),
        ("title", "标题", item.title),
        ("document_number", "文号", item.document_number),
        ("issuer", "发文机关", item.issuer),
        ("formed_on", "成文日期", item.formed_on.isoformat() if item.formed_on else ""),
        ("attribute", "公开属性", item.get_attribute_display()),
        (
            "ground",
            "不公开的依据和理由",
            f"{ground} {item.ground_reason}".strip(),
        ),
        ("summary", "内容概述", item.summary),
        ("html", "正文", plain(item.html)),
        ("official_url", "公开网址", item.official_url),
        ("valid_until", "有效期至", item.valid_until.isoformat() if item.valid_until else ""),
        ("legality_review", "合法性审核", item.legality_review),
        ("filing", "备案", item.filing),
        ("objection", "公示", f"{item.objection_until or ''} {item.objection_contact}".strip()),
        ("interprets", "所解读的文件", item.interprets.title if item.interprets else ""),
        ("consulted", "公开征求意见", item.consulted.title if item.consulted else ""),
        ("feedback_on", "所反馈的意见征集", item.feedback_on.title if item.feedback_on else ""),
        ("correcting", "更正原因", item.correcting),
        ("files", "附件", "\n".join(file.name for file in selectors.attachments(item))),
    ]
    accepted = [row.reason for row in selectors.examinations(item).values() if row.accepted_by_id]
    rows.append(("scan", "公开前检查中说明后保留的", "\n".join(accepted)))
    return [row for row in rows if row[2]]


def passed(scope: Scope, case: Case) -> None:
    """Review passed the item: it goes out now or when it is due to, or is kept in the register."""
    with recorded() as log:
        item = selectors.item_of(case, lock=True)
        log(scope, "item.approve", body=item.body_id, target=item)
        if item.attribute != Attribute.PROACTIVE:
            item.state, item.reassess_on = State.KEPT, catalogue.reassess_on(scope.today)
            put_back(scope, item)
            log(scope, "item.keep", body=item.body_id, target=item, ground=item.ground)
        elif item.state == State.REVIEW and item.scheduled_for and item.scheduled_for > clock.now():
            item.state = State.SCHEDULED
            put_back(scope, item)
        else:
            make_public(scope, item, log)


def returned(scope: Scope, case: Case) -> None:
    """Review returned the item: it can be changed again. What is public stays as it is."""
    with recorded() as log:
        item = selectors.item_of(case, lock=True)
        if item.state == State.REVIEW:
            item.state = State.DRAFT
        put_back(scope, item)
        log(scope, "item.return", body=item.body_id, target=item)


def publish_due(scope: Scope) -> int:
    """Publish what was scheduled for a time that has come; how many. Run by the clock, each in its own transaction."""
    rows = Item.objects.unscoped("run by the clock").filter(state=State.SCHEDULED, scheduled_for__lte=clock.now())
    done = 0
    for item_id in list(rows.values_list("pk", flat=True)):
        with recorded() as log:
            item = rows.select_related("body").select_for_update(of=("self",)).filter(pk=item_id).first()
            if item is not None:
                make_public(scope, item, log)
                done += 1
    return done


def hold(scope: Scope, *, item_id: int) -> Item:
    """Keep back what is scheduled: it is a draft again, and goes out after another review."""
    with recorded() as log:
        item = taken(scope, "item.edit", item_id)
        if item.state != State.SCHEDULED:
            raise NotAllowedError("只有待发布的信息可以取消定时发布；它可能刚刚已经公开。")
        item.state, item.scheduled_for = State.DRAFT, None
        put_back(scope, item)
        log(scope, "item.hold", body=item.body_id, target=item)
    return item


def correct(scope: Scope, *, item_id: int, reason: str) -> Item:
    """Begin a correction of what is public: the working copy opens, the public sees what it saw until review passes."""
    if not reason.strip():
        raise UsageError("请写明更正的原因。")
    with recorded() as log:
        item = taken(scope, "item.edit", item_id)
        if item.state != State.PUBLISHED or item.correcting:
            raise NotAllowedError("只有已公开、没有正在更正的信息可以发起更正。")
        item.correcting = reason.strip()
        put_back(scope, item)
        log(scope, "item.correct", body=item.body_id, target=item)
    return item


def withdraw(scope: Scope, *, item_id: int, explanation: str) -> Item:
    """Take the content of a public item away; its page stays and says why."""
    if not explanation.strip():
        raise UsageError("请填写撤稿说明，它会显示在原来的页面上。")
    with recorded() as log:
        item = taken(scope, "item.withdraw", item_id)
        if item.state != State.PUBLISHED:
            raise NotAllowedError("只有已公开的信息可以撤下。")
        _take_down(scope, item, explanation.strip())
        log(scope, "item.withdraw", body=item.body_id, target=item)
    return item


def repeal(scope: Scope, *, item_id: int, day: dt.date, by: int | None = None) -> Item:
    """Say from which day on a document no longer holds, and perhaps which one took its place; it stays public."""
    with recorded() as log:
        item = taken(scope, "item.withdraw", item_id)
        if item.state != State.PUBLISHED or item.repealed_on:
            raise NotAllowedError("只有已公开、没有废止的文件可以废止。")
        if item.formed_on and day < item.formed_on:
            raise UsageError("废止日期不能早于成文日期。")
        item.repealed_on = day
        item.repealed_by = selectors.get(scope, by) if by is not None else None
        put_back(scope, item)
        log(scope, "item.repeal", body=item.body_id, target=item, day=day, by=by)
    return item


def reassess(scope: Scope, *, item_id: int, keep: bool, reason: str) -> Item:
    """Look again at what is not for the public: it stays so, with a reason and a new day, or becomes a draft."""
    if not reason.strip():
        raise UsageError("请写明评估的理由。")
    with recorded() as log:
        item = taken(scope, "item.edit", item_id)
        if item.state != State.KEPT:
            raise NotAllowedError("只有登记为不主动公开的信息需要定期评估。")
        if keep:
            item.ground_reason, item.reassess_on = reason.strip(), catalogue.reassess_on(scope.today)
        else:
            item.state, item.attribute, item.reassess_on = State.DRAFT, Attribute.PROACTIVE, None
        put_back(scope, item)
        log(scope, "item.reassess", body=item.body_id, target=item, keep=keep)
    return item


def end_objection_periods(scope: Scope) -> int:
    """Take down lists of persons whose 公示期 is over; how many. Run by the clock."""
    rows = Item.objects.unscoped("run by the clock").filter(state=State.PUBLISHED, objection_until__lt=scope.today)
    done = 0
    for item_id in list(rows.filter(subject__in=catalogue.taken_down(scope.today)).values_list("pk", flat=True)):
        with recorded() as log:
            item = rows.select_related("body").select_for_update(of=("self",)).filter(pk=item_id).first()
            if item is not None:
                _take_down(scope, item, "公示期满，名单按规定撤下。")
                log(scope, "item.expire", body=item.body_id, target=item)
                done += 1
    return done


def _take_down(scope: Scope, item: Item, explanation: str) -> None:
    item.state, item.withdrawal, item.withdrawn_at, item.correcting = State.WITHDRAWN, explanation, clock.now(), ""
    search.remove(item)
    put_back(scope, item)
