"""What is the same on every page, rendered once: ``{% fixed only=only %}…{% hole %}…{% endhole %}…{% endfixed %}``.

Words to translate and addresses without parameters are fixed by themselves.
"""

from __future__ import annotations

import itertools
import re
import secrets
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, TextNode, Token, TokenType, Variable, token_kwargs
from django.template.context import Context
from django.template.defaulttags import url as django_url
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext, BlockNode, ExtendsNode, do_block, do_extends
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

    def parts(self, context: Context) -> list[Part]:
        """What it holds, where that is known for all pages of this template; else only itself."""
        known = _known(self.nodelist, context)
        return [self] if known is None else known


class FixedNode(template.Node):
    """Its content is kept for each language, each set of addresses and each of the values that it names.

    The content sees those values and nothing else, so that nothing of one reader's page can come into another's. What
    a template fills a hole with is kept, too, where it is nothing but fixed words.
    """

    def __init__(self, content: NodeList, values: Mapping[str, FilterExpression]) -> None:
        self.nodelist, self.values = content, values
        self._open = bool(_found(content, BlockNode))
        self._kept: dict[Any, tuple[Part, ...]] = {}

    def render(self, context: Context) -> SafeString:
        """The content; the values must be hashable."""
        parts = self.parts(context)
        if len(parts) == 1 and isinstance(parts[0], str):
            return mark_safe(parts[0])
        return mark_safe("".join([part if isinstance(part, str) else part.render(context) for part in parts]))

    def parts(self, context: Context) -> tuple[Part, ...]:
        """Texts and holes in turn, kept with the template of the page where its blocks fill holes."""
        values = {name: value.resolve(context) for name, value in self.values.items()} if self.values else {}
        key = (get_language(), _place(context), context.autoescape, *values.values())
        page: Page | None = context.render_context.get(_PAGE) if self._open else None
        kept = self._kept if page is None else page.setdefault(self, {})
        parts = kept.get(key)
        if parts is None:
            parts = self._made(context, values)
            if len(kept) < _MOST:
                kept[key] = parts
        return parts

    def _made(self, context: Context, values: dict[str, Any]) -> tuple[Part, ...]:
        inner: Any = context.new(values)
        inner.template, inner.holes = context.template, []
        pieces = _MARK.split(self.nodelist.render(inner))
        parts: list[Part] = []
        for at, piece in enumerate(pieces):
            parts += inner.holes[int(piece)].parts(context) if at % 2 else [piece]
        return tuple(_joined(parts))


Part = str | HoleNode
Page = dict[FixedNode, dict[Any, tuple[Part, ...]]]
# In the state of rendering: what is kept with the template of the page.
_PAGE: Final = "fixed_page"


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


class KnownBlockNode(BlockNode):
    """``{% block %}`` that does not speak of itself (``block.super``): what fills it is rendered as it stands."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        super().__init__(name, nodelist)
        # Only what could set a name needs a place of its own for it.
        self._sets_names = not all(isinstance(node, _NAMELESS) for node in nodelist)

    def render(self, context: Context) -> SafeString:
        """As Django's, which makes a new block each time to have something that ``block`` may stand for."""
        blocks: BlockContext | None = context.render_context.get(BLOCK_CONTEXT_KEY)
        filled: BlockNode | None = None if blocks is None else blocks.get_block(self.name)
        if filled is None:
            filled = self
        if not isinstance(filled, KnownBlockNode):
            return super().render(context)
        if not filled.nodelist:
            return mark_safe("")
        if not filled._sets_names:
            return filled.nodelist.render(context)
        with context.push():
            return filled.nodelist.render(context)


_NAMELESS: Final = (TextNode, FixedNode, BlockNode)


def _known(nodes: NodeList, context: Context) -> list[Part] | None:
    """Texts and holes that the nodes give on all pages of this template; None where that cannot be said."""
    parts: list[Part] = []
    for node in nodes:
        if isinstance(node, TextNode):
            parts.append(node.s)
        elif isinstance(node, FixedNode) and not node.values:
            parts += node.parts(context)
        else:
            filled = _filled(node, context)
            inner = _known(filled.nodelist, context) if filled else None
            if inner is None:
                return None
            parts += inner
    return parts


def _filled(node: template.Node, context: Context) -> KnownBlockNode | None:
    """What fills a block, which is known beforehand only where all the templates are."""
    state: Any = context.render_context
    if not isinstance(node, BlockNode) or state.get(_PAGE) is None:
        return None
    filled: BlockNode | None = state[BLOCK_CONTEXT_KEY].get_block(node.name)
    if filled is None:
        filled = node
    return filled if isinstance(filled, KnownBlockNode) else None


def _joined(parts: list[Part]) -> Iterator[Part]:
    """The same with neighbouring texts made one."""
    for text, group in itertools.groupby(parts, lambda part: isinstance(part, str)):
        if text:
            yield "".join(map(str, group))
        else:
            yield from group


@register.tag
def block(parser: Parser, token: Token) -> BlockNode:
    """As Django's; one that does not say ``block.super`` is filled with less work."""
    tokens: Any = list(parser.tokens)
    node: Any = do_block(parser, token)
    inside = tokens[len(parser.tokens) :]
    if any("block.super" in each.contents for each in inside if each.token_type != TokenType.TEXT):
        return node  # type: ignore[no-any-return]
    return KnownBlockNode(node.name, node.nodelist)


class KnownExtendsNode(ExtendsNode):
    """``{% extends %}`` with a name that stands in the template: whom it extends is found once."""

    _parent: Any = None
    _roots: dict[str, BlockNode]
    _whole = False

    def render(self, context: Context) -> SafeString:
        """As Django's, neither of whose two searches depends on the page."""
        self.find(context)
        state: Any = context.render_context
        if BLOCK_CONTEXT_KEY not in state:
            state[BLOCK_CONTEXT_KEY] = BlockContext()
            if self._whole:
                state[_PAGE] = self._page
        blocks = state[BLOCK_CONTEXT_KEY]
        blocks.add_blocks(self.blocks)
        blocks.add_blocks(self._roots)
        with state.push_state(self._parent, isolated_context=False):
            return self._parent._render(context)  # type: ignore[no-any-return]

    def find(self, context: Context) -> bool:
        """Find whom it extends; whether all that are extended are named in the templates."""
        if self._parent is None:
            parent: Any = self.get_parent(context)
            first = next((node for node in parent.nodelist if not isinstance(node, TextNode)), None)
            # The last of those that are extended gives the blocks that nobody else has.
            inner = isinstance(first, ExtendsNode)
            self._roots = {} if inner else {block.name: block for block in _found(parent.nodelist, BlockNode)}
            self._whole = not inner or (isinstance(first, KnownExtendsNode) and first.find(context))
            self._page: Page = {}
            self._parent = parent
        return self._whole


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
