"""The answers of an application as one checks them before handing in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.site.accessrequests import kinds
from gongkai.site.accessrequests.answers import Answers
from gongkai.site.accessrequests.values import PAPERS
from gongkai.site.web import clock
from gongkai.site.web.templatetags.components import Fact


class Part(msgspec.Struct, frozen=True):
    """A part of the answers: its heading, its lines, and where one changes it."""

    title: str
    facts: list[Fact]
    url: str


def parts(answers: Answers, code: str, files: Iterable[tuple[str, str]]) -> list[Part]:
    """All answers, in the order of the pages; ``files`` are kinds and names."""
    named = [(kind, name) for kind, name in files]
    return [
        _part(_("需要的信息"), _wanted(answers.of("wanted")), code, "wanted"),
        _part(_("提供方式"), _provision(answers.of("provision")), code, "provision"),
        _part(_("申请人"), _person(answers), code, "person"),
        _part(_("联系方式"), _contact(answers.of("contact")), code, "contact"),
        _part(_("共同申请人"), _joint(answers), code, "joint"),
        _part(_("代理人"), _agent(answers.of("agent"), named), code, "agent"),
        _part(_("材料"), ((PAPERS[kind], name) for kind, name in named if kind != "mandate"), code, "files"),
    ]


def _part(title: str, lines: Iterable[tuple[Any, Any]], code: str, page: str) -> Part:
    facts = [Fact(str(label), value) for label, value in lines if value]
    return Part(title, facts, reverse("requests_public:page", args=[code, page]))


def _wanted(said: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    yield _("需要的政府信息"), said.get("content")
    yield _("信息名称"), said.get("title")
    yield _("文号"), said.get("number")
    yield _("其他特征"), said.get("feature")


def _provision(said: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    yield _("提供信息的形式"), kinds.FORMS.get(said.get("form", ""))
    yield _("获取信息的途径"), kinds.WAYS.get(said.get("way", ""))
    yield _("备注"), said.get("note")


def _person(answers: Answers) -> Iterator[tuple[str, Any]]:
    said = answers.of("person")
    yield _("申请人类别"), kinds.applicants(clock.today()).get(answers.applicant)
    yield _("姓名或者名称"), said.get("name")
    yield _("法定代表人或者负责人"), said.get("representative")
    yield _("证件类型"), kinds.ID_KINDS.get(said.get("id_kind", ""))
    yield _("证件号码"), said.get("id_number")


def _contact(said: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    yield _("联系电话"), said.get("phone")
    yield _("电子邮箱"), said.get("email")
    yield _("通讯地址"), said.get("address")
    yield _("邮政编码"), said.get("postcode")


def _joint(answers: Answers) -> Iterator[tuple[str, Any]]:
    for number, person in enumerate(answers.joint, 1):
        yield _("共同申请人%(number)d") % {"number": number}, f"{person.name}　{person.id_number}"


def _agent(said: Mapping[str, str], files: list[tuple[str, str]]) -> Iterator[tuple[str, Any]]:
    if said.get("has"):
        yield _("代理人姓名"), said.get("name")
        yield _("证件号码"), said.get("id_number")
        yield _("联系电话"), said.get("phone")
        yield PAPERS["mandate"], "、".join(name for kind, name in files if kind == "mandate")
