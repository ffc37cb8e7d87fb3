"""Where templates run. A page is dicts in dicts, text and our own HTML: what is plainly that needs no asking.

A generator of ours writes the Python that a template becomes. It looks a key up where the page has one, calls
a macro as the function that it is, and escapes text once; whatever else there is goes the way of the sandbox.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

from relreport.page.contract.parts import Html

try:
    from markupsafe._speedups import _escape_inner as _escaped_text
except ImportError:  # without its compiled part, or after it was renamed
    _escaped_text = escape

LOOP = frozenset({"first", "last", "index", "index0", "length"})
_MADE = frozenset({Markup, Html})
_NOTHING = Undefined(hint="an inline if without else has no value here")
_made = partial(str.__new__, Markup)  # what consists of escaped parts


def escaped(value: Any) -> str:
    """`value` as it may stand in a page: text escaped, what is HTML of ours as it is."""
    kind = type(value)
    if kind is str:
        return _escaped_text(value)
    if kind is int:
        return str(value)
    return value if kind in _MADE else "" if value is _NOTHING else escape(value)


class _Generator(CodeGenerator):
    """Writes what a template does most in the way that costs least."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - the library's name
        key = repr(node.attr)
        of_loop = isinstance(node.node, nodes.Name) and node.node.name == "loop" and node.attr in LOOP
        self.write(f"(held.{node.attr} if type(held := " if of_loop else f"(held[{key}] if type(held := ")
        self.visit(node.node, frame)
        self.write(") is LoopContext" if of_loop else f") is dict and {key} in held")
        self.write(f" else environment.getattr(held, {key}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if forward_caller:
            super().visit_Call(node, frame, forward_caller)
            return
        # without the variables of loops and blocks, for which nothing asks that a template can call
        self.write("environment.call(context, ")
        self.visit(node.node, frame)
        self.signature(node, frame)
        self.write(")")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802
        if node.expr2 is not None:
            super().visit_CondExpr(node, frame)
            return
        self.write("(")
        self.visit(node.expr1, frame)
        self.write(" if ")
        self.visit(node.test, frame)
        self.write(" else environment.nothing)")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if isinstance(node, nodes.CondExpr) and node.expr2 is None:
            node.expr2 = nodes.Const("")  # an inline if without else shows nothing
        # also where a template turns escaping off: what is on a page may not ask for that
        self.write("(escaped_text(shown) if (kind := type(shown := ")
        if finalize.src is not None:
            self.write(finalize.src)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if finalize.src is not None:
            self.write(")")
        self.write(")) is str else shown if kind is Markup else escaped(shown))")

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escaped, escaped_text = environment.escaped, environment.escaped_text")


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of all templates, shipped and own."""

    code_generator_class = _Generator
    escaped: Callable[[Any], str] = staticmethod(escaped)
    escaped_text: Callable[[str], str] = staticmethod(_escaped_text)
    nothing = _NOTHING

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        if type(obj) is LoopContext and attribute in LOOP:
            return getattr(obj, attribute)
        if type(obj) is TemplateModule and type(found := vars(obj).get(attribute)) is Macro:
            return found
        return super().getattr(obj, attribute)

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        if type(obj) is not Macro or obj.caller or obj.catch_kwargs or obj.catch_varargs:
            return super().call(context, obj, *args, **kwargs)
        left = len(obj.arguments) - len(args)
        if left < 0 or kwargs:
            return super().call(context, obj, *args, **kwargs)
        function = obj._func  # noqa: SLF001 - what the macro would call, after asking what is known here
        return _made(function(*args, *(missing,) * left) if left else function(*args))
