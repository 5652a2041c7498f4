"""jinja's immutable sandbox with short ways for what templates do most.

What can be reached and called is what the sandbox allows and nothing more: a short way is taken
only where the type of a value is known exactly and the sandbox would have given the same. All else
goes the sandbox's own way. The short ways are:

- reading a field of one of our own frozen values (``OPEN``), of a macro's template, of a table;
- calling a macro, a block, or one of the functions that this program offers;
- writing text: it is escaped without being wrapped in a ``Markup`` that nobody keeps;
- finding a template, and the names that all templates see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, MutableMapping
from types import FunctionType, MethodType
from typing import Any

import markupsafe
from jinja2 import Environment, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, Context, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape
from msgspec import Struct

from briefing.model import Image, Seed
from briefing.render import pages
from briefing.render.generator import Generator

_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", lambda s: str(escape(s)))


def _open() -> dict[type, frozenset[str]]:
    """The fields and properties of our frozen values: plain data all of them."""
    moment = frozenset(("year", "month", "day", "hour", "minute"))
    found: dict[type, frozenset[str]] = {dt.datetime: moment}
    found[dt.date] = moment - {"hour", "minute"}
    own = [one for one in vars(pages).values() if isinstance(one, type) and issubclass(one, Struct)]
    for kind in own:
        names = {*kind.__struct_fields__}
        names |= {name for name, one in vars(kind).items() if isinstance(one, property)}
        found[kind] = frozenset(name for name in names if not name.startswith("_"))
    for record in (Image, Seed):
        found[record] = frozenset(record.__dataclass_fields__)
    return found


_FUNCTIONS = (FunctionType, MethodType)

OPEN = _open()
"""What templates may read of which type."""

_NONE: frozenset[str] = frozenset()
_OF_TABLES = frozenset(dir(dict))

HOLDERS: dict[str, frozenset[type]] = {
    name: frozenset(kind for kind, names in OPEN.items() if name in names)
    for name in frozenset().union(*OPEN.values())
}
"""The same by name: which types have the attribute."""


def text(value: object) -> str:
    """Return *value* as it stands in a page: escaped, unless it is markup."""
    kind = type(value)
    if kind is str:
        return _escaped(value)  # type: ignore[arg-type]  # it is a str
    return value if kind is Markup else escape(value)  # type: ignore[return-value]  # a str, too


def markup(value: str) -> Markup:
    """Return *value*, which is markup, as such."""
    return str.__new__(Markup, value)


class Piece(Macro):
    """A macro."""

    def __init__(self, *parts: Any) -> None:  # jinja's
        super().__init__(*parts)
        is_plain = not (self.caller or self.catch_kwargs or self.catch_varargs)
        self._takes = len(self.arguments) if is_plain else -1
        self._lacking = (missing,) * len(self.arguments)

    def told(self, context: Context, given: tuple[Any, ...], named: dict[str, Any]) -> str:
        """Return the markup that it makes of its arguments."""
        count = len(given)
        if count <= self._takes:
            if count < self._takes and named:
                given += tuple([named.pop(name, missing) for name in self.arguments[count:]])
            elif count < self._takes:
                given += self._lacking[count:]
            if not named:
                return self._func(*given)
        return str(self(context.eval_ctx, *given, **named))


class OwnTemplate(Template):
    """A template whose code knows the short ways."""

    is_lasting: bool
    """Whether what it exports never changes."""

    @classmethod
    def _from_namespace(
        cls,
        environment: Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002 - jinja's name
    ) -> Template:
        namespace.update(_NAMES)
        made = super()._from_namespace(environment, namespace, globals)
        made.__dict__["is_lasting"] = namespace["is_lasting"]
        return made

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        """What an import without context gives. All templates see the same names, so that it may
        be the same for all; but no page may see what another has changed."""
        return super()._get_default_module() if self.is_lasting else self.make_module()


_NAMES: dict[str, Any] = {"Macro": Piece, "text": text, "escaped": _escaped}
_NAMES |= {f"has_{name}": kinds for name, kinds in HOLDERS.items()}


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of all templates of one site in one theme."""

    code_generator_class = Generator
    holders = HOLDERS
    template_class = OwnTemplate

    def __init__(self, **options: Any) -> None:  # jinja's
        super().__init__(**options)
        self._loaded: dict[str, Template] = {}
        self._own: frozenset[Any] = frozenset()
        self._known: dict[tuple[Any, ...], str] = {}

    def offer(self, **functions: Callable[..., Any]) -> None:
        """Give *functions* of this program to all templates. They are safe with any arguments, and
        give the same for the same as long as the environment lives."""
        self.globals.update(functions)
        self._own |= {*functions.values()}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names that a template sees: nothing adds to those of the environment."""
        return super().make_globals(d) if d else self.globals

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - jinja's name
    ) -> Template:
        """Return the template called *name*; it never changes."""
        if type(name) is not str or globals:
            return super().get_template(name, parent, globals)
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = super().get_template(name, parent)
        return found

    def getattr(self, obj: Any, attribute: str) -> Any:  # jinja's: any value
        """Return what a template gets for ``obj.attribute``."""
        kind = type(obj)
        if attribute in OPEN.get(kind, _NONE):
            return getattr(obj, attribute)
        if kind is TemplateModule:
            value = obj.__dict__.get(attribute)
            if type(value) is Piece and attribute[0] != "_":
                return value
        elif kind is dict:
            if attribute in obj and attribute not in _OF_TABLES:
                return obj[attribute]
        elif kind is TemplateReference and attribute[0] != "_":
            return self.getitem(obj, attribute)
        return super().getattr(obj, attribute)

    def call(
        self, context: Context, called: Any, /, *given: Any, **named: Any
    ) -> Any:  # jinja's: any values
        """Return what a template gets for ``called(…)``."""
        kind = type(called)
        if kind in _FUNCTIONS and called in self._own:
            return called(*given, **named)
        if kind is Piece and context.eval_ctx.autoescape:
            return markup(called.told(context, given, named))
        if kind is BlockReference:
            return called(*given, **named)
        return super().call(context, called, *given, **named)

    def shown(
        self, context: Context, called: Any, /, *given: Any, **named: Any
    ) -> str:  # jinja's: any values
        """Return what ``{{ called(…) }}`` writes into a page."""
        kind = type(called)
        if kind in _FUNCTIONS and called in self._own:
            return text(called(*given, **named))
        if kind is Piece and context.eval_ctx.autoescape:
            told: str = called.told(context, given, named)
            return told
        return text(self.call(context, called, *given, **named))

    def known(self, context: Context, called: Any, /, *given: Any) -> str:  # jinja's: any values
        """Return what ``{{ called(…) }}`` writes into a page, where all arguments are constants."""
        if type(called) not in _FUNCTIONS or called not in self._own:
            return self.shown(context, called, *given)
        found = self._known.get((called, given))
        if found is None:
            found = self._known[called, given] = text(called(*given))
        return found

    def shown_of(
        self, context: Context, obj: Any, attribute: str, /, *given: Any, **named: Any
    ) -> str:  # jinja's: any values
        """Return what ``{{ obj.attribute(…) }}`` writes into a page."""
        if type(obj) is TemplateModule and context.eval_ctx.autoescape:
            called = obj.__dict__.get(attribute)
            if type(called) is Piece and attribute[0] != "_":
                told: str = called.told(context, given, named)
                return told
        return self.shown(context, self.getattr(obj, attribute), *given, **named)

    def partial(
        self, name: str, parent: str, context: Context, names: dict[str, Any]
    ) -> Iterator[str]:
        """Return what ``{% include %}`` writes, for a template that sees *context* and *names*."""
        template = self.get_template(name, parent)
        seen = {**context.parent, **context.vars}
        seen |= {name: value for name, value in names.items() if value is not missing}
        own = self.context_class(self, seen, template.name, template.blocks)
        return template.root_render_func(own)
