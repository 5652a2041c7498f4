"""Templates → Python: jinja's generator, with shorter code for what templates do most.

The code does what jinja's own would do; it runs in :class:`briefing.render.sandbox.Sandbox`, which
gives it the names ``text`` and ``has_…``. Three things differ:

- a block or template gathers its text in a list and hands it over at once, because each piece
  would pass through all the templates that include or extend each other;
- ``entry.title`` looks first whether *entry* is one of our own values that has a ``title``;
- what is written is escaped by ``text`` and ``shown``, which make no ``Markup`` of it, and what a
  function of ours gives for constants is asked for once (``known``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

if TYPE_CHECKING:
    from briefing.render.sandbox import Sandbox

_BUFFER = "pieces"


def _is_short(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and len(node.nodes) < 3


def _is_constant(call: nodes.Call) -> bool:
    is_plain = not (call.kwargs or call.dyn_args or call.dyn_kwargs)
    return is_plain and all(isinstance(one, nodes.Const) for one in call.args)


class Generator(CodeGenerator):
    """Writes the code of one template. Names of methods are jinja's (N802)."""

    environment: Sandbox
    _shown: nodes.Node | None = None
    """The call whose result is written as it is."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Write the whole module, and whether what it exports stays as it is: a variable of a
        template may hold a value that changes (a namespace, a cycler)."""
        super().visit_Template(node, frame)
        kinds = (nodes.Assign, nodes.AssignBlock)
        own = [one for one in node.body if not isinstance(one, nodes.Macro)]
        has_variables = any(isinstance(one, kinds) or any(one.find_all(kinds)) for one in own)
        self.writeline(f"is_lasting = {not has_variables}")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write *nodes*; the body of a template or block gathers its text, unless it is short."""
        body = [*nodes]
        is_body = frame.buffer is None and (frame.rootlevel or frame.block_frame)
        if not is_body or (len(body) < 2 and all(map(_is_short, body))):
            super().blockvisit(body, frame)
            return
        frame.buffer = _BUFFER
        self.writeline(f"{_BUFFER} = []")
        super().blockvisit(body, frame)
        self.writeline(f"yield concat({_BUFFER})")
        frame.buffer = None

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802
        """Write the place of a block."""
        if node.required or node.scoped or frame.buffer is None:
            super().visit_Block(node, frame)
        elif not (frame.toplevel and self.has_known_extends):
            is_open = frame.toplevel and self.extends_so_far > 0  # it may extend another, or not
            if is_open:
                self.writeline("if parent_template is None:")
                self.indent()
            block = f"{self.get_context_ref()}.blocks[{node.name!r}][0]"
            self.writeline(f"{frame.buffer}.extend({block}({self.get_context_ref()}))", node)
            if is_open:
                self.outdent()

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802
        """Write an include; without context jinja yields it, so what stands before goes first."""
        is_plain = node.with_context and not node.ignore_missing and frame.buffer is not None
        if is_plain and isinstance(node.template, nodes.Const):
            self.writeline(f"{frame.buffer}.extend(environment.partial(", node)
            self.visit(node.template, frame)
            self.write(f", {self.name!r}, context, {self.dump_local_context(frame)}))")
            return
        if not node.with_context and frame.buffer == _BUFFER:
            self.writeline(f"yield concat({_BUFFER})")
            self.writeline(f"{_BUFFER}.clear()")
        super().visit_Include(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write ``value.name``."""
        if node.attr not in self.environment.holders:
            super().visit_Getattr(node, frame)
            return
        self.write(f"(o.{node.attr} if type(o := ")
        self.visit(node.node, frame)
        self.write(f") in has_{node.attr} else environment.getattr(o, {node.attr!r}))")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Write ``value(…)``. No function of ours asks for the variables of a loop or block."""
        callee = node.node
        if node is not self._shown:
            self.write("environment.call(context, ")
            self.visit(callee, frame)
        elif isinstance(callee, nodes.Getattr):
            self.write("environment.shown_of(context, ")
            self.visit(callee.node, frame)
            self.write(f", {callee.attr!r}")
        else:
            self.write(f"environment.{'known' if _is_constant(node) else 'shown'}(context, ")
            self.visit(callee, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # private
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        elif isinstance(node, nodes.Call):
            self._shown = node
            self.write("(")
        else:
            self.write("(escaped(v) if type(v := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        is_short = frame.eval_ctx.autoescape and not frame.eval_ctx.volatile
        if is_short and not isinstance(node, nodes.Call):
            self.write(") is str else text(v)")
        super()._output_child_post(node, frame, finalize)
