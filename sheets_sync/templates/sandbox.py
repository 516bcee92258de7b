"""Templates that an office wrote: no way out of them, no end to them that nobody waits for.

Jinja's sandbox keeps them from the program and the computer; beside it, what one rendering may do is counted.
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from copy import copy
from typing import Any, ClassVar

from jinja2 import BaseLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sheets_sync.limits import LETTERS_OF_MAIL, STEPS_OF_TEMPLATE

#: How many steps the rendering under way has made.
_steps: ContextVar[int] = ContextVar("steps", default=0)
#: Filters and methods that make a text as long as somebody asks for, or a list.
_LENGTHENING = ("batch", "center", "format", "indent", "slice", "wordwrap", "xmlattr")
_METHODS = frozenset({"center", "expandtabs", "format", "format_map", "ljust", "replace", "rjust", "zfill"})
#: Bits of a number that anybody has a use for.
_BITS = 512


class _Counting(CodeGenerator):
    """Compiles every turn of a loop with a step, and every joining of texts with a look at its length."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        counted = copy(node)
        step = nodes.Call(nodes.EnvironmentAttribute("turn"), [], [], None, None)
        counted.body = [nodes.ExprStmt(step).set_lineno(node.lineno), *node.body]
        super().visit_For(counted, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        joined = nodes.Call(nodes.EnvironmentAttribute("joined"), node.nodes, [], None, None)
        self.visit(joined.set_lineno(node.lineno).set_environment(self.environment), frame)


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for templates that nobody has to trust. Renders with `rendered`."""

    code_generator_class = _Counting
    intercepted_binops: ClassVar[frozenset[str]] = frozenset({"*", "**", "+", "%"})  # type: ignore[misc]

    def __init__(self, loader: BaseLoader, **options: Any) -> None:
        super().__init__(
            loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, **options
        )
        for name in _LENGTHENING:
            self.filters.pop(name)
        self.globals = {"range": self.globals["range"], "namespace": self.globals["namespace"]}

    def rendered(self, name: str, values: Mapping[str, Any]) -> str:
        """What a template makes of the values. Raises whatever a template can get wrong."""
        return self._bounded(self.get_template(name).generate, values)

    def rendered_text(self, source: str, values: Mapping[str, Any]) -> str:
        """The same for a template that stands in no file."""
        return self._bounded(self.from_string(source).generate, values)

    def _bounded(self, generate: Callable[..., Any], values: Mapping[str, Any]) -> str:
        begun = _steps.set(0)
        try:
            pieces, letters = [], 0
            for piece in generate(values):
                pieces.append(piece)
                letters += len(piece)
                _within(letters)
            return "".join(pieces)
        finally:
            _steps.reset(begun)

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Calls count as steps, and so do turns of loops."""
        made = _steps.get() + 1
        _steps.set(made)
        if made > STEPS_OF_TEMPLATE.most:
            raise SecurityError(f"it makes more than {STEPS_OF_TEMPLATE.most:,} steps")
        return super().call(context, obj, *args, **kwargs)

    def turn(self) -> None:
        """Called at every turn of a loop."""

    def joined(self, *parts: object) -> str:
        """`a ~ b`, with its length looked at; markup stays markup."""
        _within(sum(len(str(part)) for part in parts))
        return markup_join(parts) if any(hasattr(part, "__html__") for part in parts) else str_join(parts)

    def is_safe_callable(self, obj: Any) -> bool:
        """Without the methods that lengthen a text."""
        is_method = isinstance(getattr(obj, "__self__", None), str) and obj.__name__ in _METHODS
        return not is_method and super().is_safe_callable(obj)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic with results that are figures and texts of this world."""
        if operator == "%" and isinstance(left, str):
            raise SecurityError("texts are not filled in by %")
        if operator == "**" and (abs(left) > 1000 or abs(right) > 100):
            raise SecurityError("a power is too high")
        if operator == "*" and any(isinstance(one, str | list | tuple) for one in (left, right)):
            raise SecurityError("texts and lists are not multiplied")
        result = super().call_binop(context, operator, left, right)
        if isinstance(result, int) and result.bit_length() > _BITS:
            raise SecurityError("a number is too large")
        _within(len(result) if isinstance(result, str | list | tuple) else 0)
        return result


def _within(letters: int) -> None:
    if letters > LETTERS_OF_MAIL.most:
        raise SecurityError(f"it gives more than {LETTERS_OF_MAIL.most:,} letters")
