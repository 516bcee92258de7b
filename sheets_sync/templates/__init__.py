"""Templates: ours, and the office's own of the same names before them; a mistake in theirs stops nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Any, Literal

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    FileSystemLoader,
    PackageLoader,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket

from sheets_sync.errors import Problem
from sheets_sync.templates.sandbox import Sandbox

#: What is done about a mistake in a template.
REMEDY = "{}. Mend it; until then ours is used in its place."


@dataclass(frozen=True, slots=True)
class Templates:
    """Where templates come from."""

    ours: BaseLoader
    #: The office's before ours; None where it has none.
    theirs: BaseLoader | None = None
    #: Where the office keeps its own.
    folder: Path | None = None


def templates(of: Literal["mail", "report"], folder: Path | None = None) -> Templates:
    """The templates of mails or documents, with those of the office's folder before them."""
    ours = PackageLoader(f"sheets_sync.{of}")
    if folder is None:
        return Templates(ours)
    return Templates(ours, ChoiceLoader([FileSystemLoader(folder), ours]), folder)


class Compiled(BytecodeCache):
    """Templates as this process compiled them: for renderers with the same options and filters."""

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives the code of a template that reads as it did then."""
        checksum, code = self._code.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it; of each template the last."""
        if bucket.code is not None:
            self._code[bucket.key] = bucket.checksum, bucket.code


@dataclass(slots=True)
class Renderer:
    """Fills templates; a mistake in one of the office's is noted, and ours takes its place."""

    templates: Templates
    #: Of Jinja's environment.
    options: Mapping[str, Any]
    filters: Mapping[str, Callable[..., Any]]
    #: To compile a template takes longer than to fill it many times.
    compiled: Compiled
    globals: Mapping[str, Any] = field(default_factory=dict)
    #: Template to what is wrong with it, of those that could not be used so far.
    mistakes: dict[str, Problem] = field(default_factory=dict)
    #: Told each of them once.
    told: Callable[[Problem], None] = lambda _problem: None
    _ours: Sandbox = field(init=False)
    _theirs: Sandbox | None = field(init=False)

    def __post_init__(self) -> None:
        self._ours = self._environment(self.templates.ours)
        theirs = self.templates.theirs
        self._theirs = None if theirs is None else self._environment(theirs)

    @property
    def is_ours_alone(self) -> bool:
        """The office has no templates of its own."""
        return self._theirs is None

    def _environment(self, loader: BaseLoader) -> Sandbox:
        made = Sandbox(loader, bytecode_cache=self.compiled, **self.options)
        made.filters |= self.filters
        made.globals |= self.globals
        return made

    def render(self, name: str, values: Callable[[], Mapping[str, Any]]) -> str:
        """The template filled with the values, which are made anew for each attempt.

        Raises what Jinja raises where ours cannot be used either.
        """
        if self._theirs is not None:
            try:
                return self._theirs.rendered(name, values())
            except Exception as error:  # noqa: BLE001 (whatever an office's template does is its mistake)
                self._note(name, error)
        return self._ours.rendered(name, values())

    def text(self, source: str, values: Mapping[str, Any]) -> str:
        """A template that stands in no file, filled. Raises what Jinja raises."""
        return self._ours.rendered_text(source, values)

    def source(self, name: str) -> str:
        """A template as it is written, the office's before ours. Raises TemplateNotFound and UnicodeError."""
        chosen = self._theirs or self._ours
        return (self.templates.theirs or self.templates.ours).get_source(chosen, name)[0]

    def examine(self) -> Iterator[Problem]:
        """What is wrong with the office's templates as far as reading them shows."""
        if self._theirs is None or self.templates.folder is None:
            return
        for file in sorted(self.templates.folder.rglob("*.j2")):
            name = file.relative_to(self.templates.folder).as_posix()
            try:
                self._theirs.get_template(name)
            except Exception as error:  # noqa: BLE001 (as above)
                self._note(name, error)
        yield from self.mistakes.values()

    def _note(self, name: str, error: Exception) -> None:
        place, line = _place_of(error, name)
        folder = self.templates.folder or Path()
        text = str(error).rstrip(".")
        if not isinstance(error, TemplateError):
            text = f"{type(error).__name__}: {text}"
        problem = Problem(folder / place, f"line {line}" if line else "", "", REMEDY.format(text))
        if name not in self.mistakes:
            self.mistakes[name] = problem
            self.told(problem)


def _place_of(error: Exception, name: str) -> tuple[str, int]:
    """The template and the line that an error comes from; 0 where only the file is known."""
    if isinstance(error, TemplateSyntaxError):
        return error.name or name, error.lineno
    place, line, trace = name, 0, error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file == "<template>" or file.endswith(".j2"):
            place, line = name if file == "<template>" else Path(file).name, trace.tb_lineno
        trace = trace.tb_next
    return place, line
