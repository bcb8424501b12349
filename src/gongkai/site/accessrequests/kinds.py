"""The kinds of applicants, papers of identity and ways of providing that a form offers, and what is wrong with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from gongkai.errors import UsageError
from gongkai.law.book import current_book
from gongkai.law.model import FormText
from gongkai.procedure.counting import applicant_kinds
from gongkai.site.accessrequests.values import Person
from gongkai.text.identifiers import is_credit_code, is_id_number

NATURAL: Final = "natural"
ID_KINDS: Final = {
    "resident": _("居民身份证"),
    "passport": _("护照"),
    "hong_kong_macao": _("港澳居民来往内地通行证或者居住证"),
    "taiwan": _("台湾居民来往大陆通行证或者居住证"),
    "foreigner": _("外国人永久居留身份证"),
    "credit_code": _("统一社会信用代码"),
    "other": _("其他证件"),
}
FORMS: Final = {"paper": _("纸质"), "electronic": _("电子文件"), "on_site": _("现场查阅")}
WAYS: Final = {
    "post": _("邮寄"),
    "email": _("电子邮件"),
    "pick_up": _("当面领取"),
    "online": _("网上下载"),
    "fax": _("传真"),
}


def form_on(day: dt.date) -> FormText:
    """The form of the report in which a request of this day is counted. Raises UsageError where none is stored."""
    form = current_book().at(day).form_for_year(day.year)
    if form is None:
        raise UsageError(f"没有收录{day.year}年度报告的格式。")
    return form


def forum_labels() -> dict[str, str]:
    """Before whom the proceedings that the report counts are brought: proceeding -> label, such as 人民法院."""
    found = current_book().at(dt.date.max).proceedings
    return {name: entry.forum for name, entry in found.items() if any(route.row for route in entry.routes)}


def applicants(day: dt.date) -> dict[str, str]:
    """The kinds of applicants: column of the report's table -> label."""
    form = form_on(day)
    block = next(table for table in form.tables if table.id == "requests").blocks[0]
    wanted = applicant_kinds(form)
    return {column.id: column.label for column in block.columns if column.id in wanted}


def faults(person: Person, *, natural: bool) -> Iterator[str]:
    """What article 29 asks of an applicant and is not there or cannot be right, in words."""
    if not person.name.strip():
        yield "请填写申请人姓名或者名称"
    if not (person.phone or person.email or person.address):
        yield "请至少填写一种联系方式"
    if not person.id_number.strip():
        yield "请填写身份证明的号码"
    elif person.id_kind == "resident" and not is_id_number(person.id_number.strip().upper()):
        yield "身份证号码不对，请核对每一位数字"
    elif person.id_kind == "credit_code" and not is_credit_code(person.id_number.strip().upper()):
        yield "统一社会信用代码不对，请核对每一位"
    if not natural and not person.representative.strip():
        yield "请填写法定代表人或者负责人"
