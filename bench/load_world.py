"""``python -m bench.load_world COUNT``: a demonstration with COUNT more public items, written in bulk.

The rows are those that the services would have written for one version without files; what is left out is the review
and the chain of events behind each. Texts are drawn from a few hundred words with a fixed seed.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

BATCH: Final = 5_000
# Beyond the items of the demonstration.
FIRST: Final = 10_000
SEED: Final = 2026
# Of so many items out of ten the first body is the issuer, so that one list has very many pages.
LARGEST: Final = 8
WORDS: Final = (
    "农村公路 养护管理 防汛抗旱 最低生活保障 义务教育 医疗救助 土地承包 宅基地审批 财政预算 行政处罚 安全生产 生态环境 "
    "食品药品 住房保障 就业创业 社会保险 养老服务 户籍管理 惠农补贴 公共文化 法律援助 城市综合执法 市政设施 供水供电 "
    "森林防火 畜禽防疫 高标准农田 乡村振兴 招标投标 政府采购 国有资产 统计公报 人口普查 道路交通 校车管理 垃圾分类 "
    "河长制 灌溉渠道 种子补助 危房改造 灾后重建 疫苗接种 残疾人就业 妇女儿童 老年食堂 图书借阅 非遗保护 旅游景区"
).split()
VERBS: Final = "印发 开展 加强 规范 推进 落实 核查 公布 调整 完善 部署 检查".split()


def main() -> None:
    """Write them into the data folder of the environment."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.project.settings")
    django.setup()
    write(int(sys.argv[1]))


def write(count: int) -> None:
    """One transaction, since each item and its version point to one another."""
    from django.db import connection, transaction

    from gongkai.site.publishing.models import Item, Passage, Version

    with transaction.atomic():
        rows = made(count)
        while batch := list(islice(rows, BATCH)):
            items, versions, passages = zip(*batch, strict=True)
            Item.objects.bulk_create(items)
            Version.objects.bulk_create(versions)
            Passage.objects.bulk_create(passages)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def made(count: int) -> Iterator[tuple[Any, Any, Any]]:
    """Item, version and passage, the oldest first, a quarter of an hour apart."""
    from gongkai.site.accounts.models import User
    from gongkai.site.bodies.models import Body
    from gongkai.site.publishing import catalogue
    from gongkai.site.publishing.models import Item, Passage, State, Version
    from gongkai.site.publishing.search import key_of
    from gongkai.site.web import clock
    from gongkai.text.bigrams import tokens

    chance, now = random.Random(SEED), clock.now()
    bodies = list(Body.objects.order_by("path"))
    subjects = [name for name, found in catalogue.all_subjects(now.date()).items() if found.section == "proactive"]
    person = User.objects.order_by("pk").first()
    for number in range(count):
        pk, at = FIRST + number, now - dt.timedelta(minutes=15 * (count - number))
        title, text = sentence(chance, 2), "".join(f"<p>{sentence(chance, 6)}。</p>" for _ in range(8))
        body = bodies[0] if number % 10 < LARGEST else bodies[number % len(bodies)]
        item = Item(pk=pk, body=body, subject=subjects[number % len(subjects)], title=title, html=text)
        item.state, item.current_id, item.published_at, item.changed_at = State.PUBLISHED, pk, at, at
        item.index_number, item.created_by, item.changed_by = f"{body.code}/B-{number:06d}", person, person
        facts = {"subject": item.subject, "index_number": item.index_number, "formed_on": at.date().isoformat()}
        version = Version(pk=pk, item_id=pk, number=1, at=at, title=title, facts=facts, html=text, digest="0" * 64)
        yield item, version, Passage(key=key_of(at, pk), item_id=pk, tokens=tokens(f"{title}\n{text}"))


def sentence(chance: random.Random, length: int) -> str:
    """Words in a row, as an official text has them."""
    return "".join(chance.choice(VERBS) + chance.choice(WORDS) for _ in range(length))


if __name__ == "__main__":
    main()
