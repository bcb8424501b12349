"""What is the same on every page, rendered once: ``{% fixed only=only %}…{% hole %}…{% endhole %}…{% endfixed %}``.

Words to translate and addresses without parameters are fixed by themselves.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, TextNode, Token, Variable, token_kwargs
from django.template.context import Context
from django.template.defaulttags import url as django_url
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext, BlockNode, ExtendsNode, do_extends
from django.templatetags.i18n import do_translate
from django.urls import get_script_prefix, get_urlconf
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()
N = TypeVar("N", bound=template.Node)
# Of values that turn out to be many, no more than so many variants are kept.
_MOST: Final = 512
# Where a hole is, until its page is known; nobody can write it into a page, since nobody can guess it.
_SECRET: Final = secrets.token_hex(8)
_MARK: Final = re.compile(f"\x00{_SECRET}:(\\d+)\x00")


class HoleNode(template.Node):
    """What differs from page to page in the midst of what is fixed: it is rendered each time, and sees all names."""

    def __init__(self, content: NodeList) -> None:
        self.nodelist = content

    def render(self, context: Context) -> SafeString:
        """Only its place, where what is around it is rendered once."""
        holes: list[HoleNode] | None = getattr(context, "holes", None)
        if holes is None:
            return self.nodelist.render(context)
        holes.append(self)
        return mark_safe(f"\x00{_SECRET}:{len(holes) - 1}\x00")


class FixedNode(template.Node):
    """Its content is kept for each language, each set of addresses and each of the values that it names.

    The content sees those values and nothing else, so that nothing of one reader's page can come into another's.
    """

    def __init__(self, content: NodeList, values: Mapping[str, FilterExpression]) -> None:
        self.nodelist, self._values = content, values
        self._kept: dict[Any, tuple[str | HoleNode, ...]] = {}

    def render(self, context: Context) -> SafeString:
        """The content; the values must be hashable."""
        values = {name: value.resolve(context) for name, value in self._values.items()} if self._values else {}
        key = (get_language(), _place(context), context.autoescape, *values.values())
        parts = self._kept.get(key)
        if parts is None:
            parts = self._parts(context, values)
            if len(self._kept) < _MOST:
                self._kept[key] = parts
        if len(parts) == 1 and isinstance(parts[0], str):
            return mark_safe(parts[0])
        return mark_safe("".join([part if isinstance(part, str) else part.render(context) for part in parts]))

    def _parts(self, context: Context, values: dict[str, Any]) -> tuple[str | HoleNode, ...]:
        """The content as texts and holes in turn."""
        inner: Any = context.new(values)
        inner.template, inner.holes = context.template, []
        pieces = _MARK.split(self.nodelist.render(inner))
        return tuple(inner.holes[int(piece)] if at % 2 else piece for at, piece in enumerate(pieces))


def _place(context: Context) -> tuple[object, ...]:
    """What addresses depend on: the same for all of a page."""
    request = getattr(context, "request", None)
    found: tuple[object, ...] | None = getattr(request, "fixed_place", None)
    if found is None:
        match = getattr(request, "resolver_match", None)
        # Within a frame, addresses are looked up in another instance of the application.
        app = match.namespace if match else ""
        found = (get_urlconf(), settings.ROOT_URLCONF, get_script_prefix(), app)
        if match:
            request.fixed_place = found  # type: ignore[union-attr]
    return found


@register.tag
def fixed(parser: Parser, token: Token) -> FixedNode:
    """Render the content once for each of the values given as ``name=value``."""
    bits = token.split_contents()[1:]
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"fixed takes name=value only, not {bits[0]}")
    content = parser.parse(("endfixed",))
    parser.delete_first_token()
    open_ones = [block for hole in _found(content, HoleNode) for block in _found(hole.nodelist, BlockNode)]
    if any(block not in open_ones for block in _found(content, BlockNode)):
        raise template.TemplateSyntaxError("a block differs from page to page and cannot be fixed: it needs a hole")
    return FixedNode(content, values)


class KnownExtendsNode(ExtendsNode):
    """``{% extends %}`` with a name that stands in the template: whom it extends is found once."""

    _parent: Any = None
    _roots: dict[str, BlockNode]

    def render(self, context: Context) -> SafeString:
        """As Django's, neither of whose two searches depends on the page."""
        if self._parent is None:
            parent: Any = self.get_parent(context)
            first = next((node for node in parent.nodelist if not isinstance(node, TextNode)), None)
            # The last of those that are extended gives the blocks that nobody else has.
            inner = isinstance(first, ExtendsNode)
            self._roots = {} if inner else {block.name: block for block in _found(parent.nodelist, BlockNode)}
            self._parent = parent
        blocks: Any = context.render_context.setdefault(BLOCK_CONTEXT_KEY, BlockContext())  # type: ignore[arg-type]
        blocks.add_blocks(self.blocks)
        blocks.add_blocks(self._roots)
        with context.render_context.push_state(self._parent, isolated_context=False):
            return self._parent._render(context)  # type: ignore[no-any-return]


@register.tag
def extends(parser: Parser, token: Token) -> template.Node:
    """As Django's; a name that stands in the template is looked up once."""
    node: Any = do_extends(parser, token)
    return KnownExtendsNode(node.nodelist, node.parent_name) if isinstance(node.parent_name.var, str) else node


@register.tag
def translate(parser: Parser, token: Token) -> template.Node:
    """As Django's; words that stand in the template are looked up once for each language."""
    node: Any = do_translate(parser, token)
    plain = isinstance(node.filter_expression.var, Variable) and node.filter_expression.var.literal is not None
    if not plain or node.filter_expression.filters or node.asvar or node.message_context:
        return node
    return FixedNode(NodeList([node]), {})


@register.tag
def url(parser: Parser, token: Token) -> template.Node:
    """As Django's; the address of a page without parameters is looked up once."""
    node: Any = django_url(parser, token)
    plain = isinstance(node.view_name.var, str) and not node.view_name.filters
    if not plain or node.args or node.kwargs or node.asvar:
        return node
    return FixedNode(NodeList([node]), {})


@register.tag
def hole(parser: Parser, token: Token) -> HoleNode:  # noqa: ARG001
    """Render the content on each page, within ``{% fixed %}``."""
    content = parser.parse(("endhole",))
    parser.delete_first_token()
    return HoleNode(content)


def _found(content: NodeList, kind: type[N]) -> list[N]:
    return [node for node in content.get_nodes_by_type(kind) if isinstance(node, kind)]
