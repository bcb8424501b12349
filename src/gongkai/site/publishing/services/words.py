"""A body's own list of wrong and sensitive words."""

from __future__ import annotations

from typing import Final

from gongkai.errors import NotFoundError, UsageError
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.publishing.models import Recheck, Word
from gongkai.site.publishing.services.common import check_lengths
from gongkai.site.web.scope import Scope

# A single character would be found everywhere.
_SHORTEST: Final = 2
_MOST: Final = 1_000
_ARROWS: Final = ("=", "＝", "→")


def add(scope: Scope, *, body: Body, lines: str) -> int:
    """Add words, one a line: ``错词=正词``, or a word to ask about; all of them, or none. How many are new or changed.

    Raises UsageError for a line that cannot be taken. What is public of the body and of those below it is scanned
    again by the next run.
    """
    scope.demand("words.edit", body.path)
    wanted = dict(_read(line) for line in lines.splitlines() if line.strip())
    if not wanted:
        raise UsageError("请填写用语，一行一个。")
    with recorded() as log:
        rows = Word.objects.unscoped("of the body for which the right was asked").filter(body=body)
        known = dict(rows.values_list("word", "right"))
        if len(known | wanted) > _MOST:
            raise UsageError(f"一个机关最多设 {_MOST} 个用语。")
        fresh = {word: right for word, right in wanted.items() if known.get(word) != right}
        for word, right in fresh.items():
            values = {"right": right, "added_by_id": scope.person}
            row, _new = rows.update_or_create(body=body, word=word, defaults=values)
            log(scope, "word.set", body=body.pk, target=row)
        _again(body)
    return len(fresh)


def remove(scope: Scope, *, body: Body, word_id: int) -> None:
    """Take a word off the list. Raises NotFoundError."""
    scope.demand("words.edit", body.path)
    with recorded() as log:
        rows = Word.objects.unscoped("of the body for which the right was asked").select_for_update()
        row = rows.filter(body=body, pk=word_id).first()
        if row is None:
            raise NotFoundError("没有这个用语，可能已经删去。")
        log(scope, "word.remove", body=body.pk, target=row)
        row.delete()
        _again(body)


def _read(line: str) -> tuple[str, str]:
    even = line
    for arrow in _ARROWS[1:]:
        even = even.replace(arrow, _ARROWS[0])
    word, arrow, right = (part.strip() for part in even.partition(_ARROWS[0]))
    if len(word) < _SHORTEST or (arrow and not right) or _ARROWS[0] in right or word == right:
        raise UsageError(f"“{line.strip()[:40]}”的写法不对：写成 错词=正词，或者只写需要留意的用语，至少两个字。")
    if right and word in right:
        raise UsageError(f"“{word}”包含在“{right}”之中，写对的也会被当作错词。")
    check_lengths(Word, {"word": word, "right": right})
    return word, right


def _again(body: Body) -> None:
    """What was scanned by other words is due for another scan."""
    rows = Recheck.objects.unscoped("to be scanned again by the program")
    rows.filter(body__path__startswith=body.path).update(rules="")
