"""The tree of today: which bodies there are, and who stands above and below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gongkai.errors import NotFoundError, UsageError
from gongkai.site.bodies.models import Body, Name
from gongkai.site.web.scope import Scope
from gongkai.text.normal import half_width, squeeze


class Row(msgspec.Struct, frozen=True):
    """A line of a list: a body, how many of those above it ``scope`` sees, its superior's name, its state."""

    body: Body
    indent: int
    superior: str
    state: str

    @property
    def steps(self) -> range:
        """``indent`` times, for templates."""
        return range(self.indent)


def visible(scope: Scope, action: str = "body.view") -> QuerySet[Body]:
    """The bodies for which ``scope`` holds ``action``, in the order of the tree."""
    return Body.objects.filter(scope.within(action, "path")).order_by("path")


def get(scope: Scope, code: str) -> Body:
    """The body with that code. Raises NotFoundError where there is none, or none that ``scope`` may see."""
    # What nobody can read is no code, and PostgreSQL takes no zero bytes.
    body = visible(scope).filter(code=code).first() if code.isprintable() else None
    if body is None:
        raise NotFoundError(_("没有这个机关，或者您没有查看它的权限。"))
    return body


def in_being(day: dt.date) -> Q:
    """The condition "not closed by that day"; a body whose founding is planned is there too."""
    return Q(until__isnull=True) | Q(until__gte=day)


def state_of(body: Body, today: dt.date) -> str:
    """Whether it is ``closed``, its end is planned (``closing``), or its founding (``coming``); else nothing."""
    if body.until is not None:
        return "closed" if body.until < today else "closing"
    return "coming" if body.since is not None and body.since > today else ""


def tree(scope: Scope, *, words: str = "", level: str = "", kind: str = "", closed: bool = False) -> QuerySet[Body]:
    """The bodies that ``scope`` sees, those closed only if asked for; ``words`` stand in a name, old ones included."""
    found = visible(scope)
    if not closed:
        found = found.filter(in_being(scope.today))
    if level:
        found = found.filter(level=level)
    if kind:
        found = found.filter(kind=kind)
    for word in words.split():
        found = found.filter(_called(word))
    return found


def rows(scope: Scope, bodies: Sequence[Body]) -> list[Row]:
    """The lines of a list of bodies. One query."""
    above = {path for body in bodies for path in _paths_above(body)}
    names = dict(Body.objects.filter(path__in=above).values_list("path", "name"))
    return [
        Row(
            body,
            sum(scope.may("body.view", path) for path in _paths_above(body)),
            names.get(body.path[: -Body.steplen], ""),
            state_of(body, scope.today),
        )
        for body in bodies
    ]


def superior(scope: Scope, body: Body) -> tuple[Body | None, bool]:
    """Under whom ``body`` stands today, and whether ``scope`` may open that one; its name anybody of the body knows."""
    above = Body.objects.get_parent(body, update=True)
    return above, above is not None and scope.may("body.view", above.path)


def children(scope: Scope, body: Body) -> QuerySet[Body]:
    """The bodies directly under ``body`` today, of those that ``scope`` sees."""
    below = visible(scope).filter(in_being(scope.today))
    return below.filter(path__startswith=body.path, depth=body.depth + 1)


def pick(scope: Scope, text: str, action: str = "body.create") -> Body:
    """The one body that ``text`` names: its code, its name, or ``name（code）`` as lists of choices write it.

    Raises UsageError where there is none, or more than one.
    """
    name = squeeze(text)
    code = half_width(name).upper()
    code = code[-19:-1] if code.endswith(")") else code
    found = list(visible(scope, action).filter(in_being(scope.today)).filter(Q(code=code) | Q(name=name))[:2])
    if not found:
        raise UsageError(_("没有找到这个机关，请填写它的统一社会信用代码或者全称。"))
    if len(found) > 1:
        raise UsageError(_("有同名的机关，请填写统一社会信用代码。"))
    return found[0]


def _called(word: str) -> Q:
    once = Name.objects.unscoped("limited by the bodies that are searched").filter(name__icontains=word)
    return (
        Q(name__icontains=word)
        | Q(short_name__icontains=word)
        | Q(code__istartswith=word)
        | Q(pk__in=once.values("body"))
    )


def _paths_above(body: Body) -> list[str]:
    return [body.path[:end] for end in range(Body.steplen, len(body.path), Body.steplen)]
