"""Where a draft begins: the kinds of information with what each needs, and the first text of a guide."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec
from django.utils.translation import gettext_lazy as _

from gongkai.law.catalogue_model import Subject
from gongkai.site.bodies.models import Body
from gongkai.site.bodies.selectors import public
from gongkai.site.publishing import catalogue, columns, face

_NEEDS: Final = {
    "document_number": _("文号"),
    "legality_review": _("合法性审核"),
    "filing": _("备案"),
    "validity": _("有效期"),
    "interpretation": _("公开后解读"),
    "consultation": _("公开征求意见"),
    "objection_period": _("公示、征集的期限和联系方式"),
}
_ROLES: Final = {"interpretation": _("所解读的文件"), "feedback": _("所反馈的意见征集")}
# Fields of the form that only some kinds have: the need or the role that brings them.
FIELDS: Final = {
    "legality_review": {"legality_review"},
    "filing": {"filing"},
    "valid_until": {"validity"},
    "objection_until": {"objection_period"},
    "objection_contact": {"objection_period"},
    "interprets": {"interpretation_of"},
    "consulted": {"consultation", "document"},
    "feedback_on": {"feedback"},
}


class Kind(msgspec.Struct, frozen=True):
    """A kind of information: its column, what an item of it needs, and where that is written."""

    name: str
    label: str
    column: str
    needs: list[str]
    basis: str


def kinds(body: Body, today: dt.date) -> list[Kind]:
    """The kinds that a body of this level publishes."""
    named = {column.key: column.name for column in columns.every()}
    return [
        Kind(name, found.label, named[found.section], _needs(found), catalogue.cited(found.basis, today))
        for name, found in catalogue.subjects_of(body, today).items()
    ]


def wanted(subject: Subject, field: str) -> bool:
    """Whether the form of an item of that kind has a field."""
    # A document that must be interpreted is not the interpretation of one.
    role = "interpretation_of" if subject.role == "interpretation" else subject.role
    return field not in FIELDS or bool(FIELDS[field] & {*subject.needs, role})


def text_of(body: Body, subject: Subject, today: dt.date) -> str:
    """The first text of a guide, from what is known of the body; empty for every other kind. A line a paragraph."""
    if not subject.states:
        return ""
    labels = "、".join(found.label for found in catalogue.subjects_of(body, today).values())
    order = "、".join(column.label for column in columns.every())
    contact = public.contact(body)
    lines = [
        f"一、信息的分类。{body.name}公开的政府信息分为：{labels}。",
        f"二、编排体系。信息按栏目编排：{order}；每条信息有索引号，由机关代码、年份和序号组成。",
        "三、获取方式。主动公开的信息可以在本网站查阅、搜索；没有主动公开的，可以向本机关提出政府信息公开申请。",
        "四、公开工作机构。",
        *(f"{fact.label}：{fact.value}" for fact in (face.reach(contact) if contact else ())),
    ]
    return "\n".join(lines)


def _needs(subject: Subject) -> list[str]:
    named = [str(_NEEDS[need]) for need in subject.needs]
    return named + ([str(_ROLES[subject.role])] if subject.role in _ROLES else []) + [s.label for s in subject.states]
