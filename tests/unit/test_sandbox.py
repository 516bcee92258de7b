"""An office's template harms nobody and ends; a mistake in it is told, and ours is used."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader

from sheets_sync.errors import Problem
from sheets_sync.limits import LETTERS_OF_MAIL, STEPS_OF_TEMPLATE, Limit
from sheets_sync.mail.composing.compose import Letterhead, PeriodDigest, Writer
from sheets_sync.mail.composing.trying import MADE_UP, mistakes
from sheets_sync.templates import Compiled, Renderer, Templates, sandbox, templates
from sheets_sync.templates.sandbox import Sandbox
from tests.unit.builders import ZONE

HEAD = Letterhead("thi-dua", "Đợt thi đua", "phường Mẫu", "Văn phòng, vp@phuong.example")
DIGESTS = [PeriodDigest("Kỳ", "hôm nay", {}, (), 1, 2, "https://x")]
AT = datetime(2024, 8, 14, 20, tzinfo=ZONE)
OURS = "ours: {{ name }}"


def rendered(template: str, **values: Any) -> tuple[str, list[Problem]]:
    """What comes of an office's template, and what is told of it."""
    both = Templates(DictLoader({"a.j2": OURS}), DictLoader({"a.j2": template, "b.j2": "{{ name }}"}))
    told: list[Problem] = []
    renderer = Renderer(both, {"autoescape": True}, {}, Compiled(), told=told.append)
    return renderer.render("a.j2", lambda: {"name": "Lê An", **values}), told


#: Ways out, ways to change what is ours, and ways to go on for ever.
HARMFUL = {
    "shell by a class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "shell by a function's globals": "{{ joiner.__init__.__globals__ }}",
    "shell by the environment": "{{ self._TemplateReference__context.environment }}",
    "shell by cycler": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "attribute by filter": "{{ name|attr('__class__')|attr('__mro__') }}",
    "format as a way out": "{{ '{0.__class__}'.format(name) }}",
    "format_map as a way out": "{{ '{name.__class__}'.format_map({'name': name}) }}",
    "module of a macro": "{% macro m() %}{% endmacro %}{{ m.__call__.__func__.__globals__ }}",
    "changing a list of ours": "{{ things.append(1) }}",
    "changing a dictionary of ours": "{{ table.update({'a': 2}) }}",
    "a long range": "{% for i in range(10**12) %}{% endfor %}",
    "loops in loops": "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "loops over what is ours": "{% for a in many %}{% for b in many %}{% for c in many %}{% endfor %}"
    "{% endfor %}{% endfor %}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a macro that calls itself twice": "{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}"
    "{% endmacro %}{{ m(60) }}",
    "a template that includes itself": "{% include 'a.j2' %}",
    "a template that extends itself": "{% extends 'a.j2' %}",
    "a text times a number": "{{ 'x' * 10**9 }}",
    "a list times a number": "{{ ([0] * 10**9)|length }}",
    "a text that doubles": "{% set n = namespace(t='x') %}{% for i in range(60) %}"
    "{% set n.t = n.t ~ n.t %}{% endfor %}",
    "a text that doubles by plus": "{% set n = namespace(t='x') %}{% for i in range(60) %}"
    "{% set n.t = n.t + n.t %}{% endfor %}",
    "a tower of powers": "{{ 9**9**9 }}",
    "a number that grows": "{% set n = namespace(t=9) %}{% for i in range(99) %}"
    "{% set n.t = n.t * n.t %}{% endfor %}",
    "padding": "{{ 'x'.ljust(10**9) }}",
    "padding with zeros": "{{ '1'.zfill(10**9) }}",
    "centring": "{{ 'x'|center(10**9) }}",
    "a wide format": "{{ '%1000000000d' % 1 }}",
    "a wide format by filter": "{{ '%1000000000d'|format(1) }}",
    "replacing": "{{ 'xxxx'.replace('x', name) }}",
    "much output": "{% for i in range(99999) %}{{ long }}{% endfor %}",
    "words without end": "{{ lipsum(n=10**6) }}",
}
#: What an office gets wrong.
MISTAKEN = {
    "syntax": "{% if %}",
    "a block without end": "{% for a in things %}{{ a }}",
    "an undefined name": "{{ nmae }}",
    "an undefined attribute": "{{ name.family }}",
    "an unknown filter": "{{ name|viethoa }}",
    "an unknown test": "{{ name is so }}",
    "a missing include": "{% include 'không có.j2' %}",
    "a missing parent": "{% extends 'không có.j2' %}",
    "division by zero": "{{ 1 / 0 }}",
    "adding a text and a number": "{{ name + 1 }}",
    "calling what is no function": "{{ name() }}",
    "too few values": "{% for a, b, c in [(1, 2)] %}{% endfor %}",
    "an import that is none": "{% from 'b.j2' import card %}{{ card() }}",
}


@pytest.mark.parametrize("kind", HARMFUL)
def test_a_harmful_template_is_stopped_and_ours_is_used(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The bounds are large: what is meant is that they hold.
    monkeypatch.setattr(sandbox, "STEPS_OF_TEMPLATE", Limit(20_000, "", ""))
    monkeypatch.setattr(sandbox, "LETTERS_OF_MAIL", Limit(100_000, "", ""))
    given: Mapping[str, Any] = {
        "things": [1],
        "table": {"a": 1},
        "many": list(range(100)),
        "long": "x" * 1000,
    }
    text, told = rendered(HARMFUL[kind], **given)
    assert text == "ours: Lê An"
    assert len(told) == 1
    assert given["things"] == [1]
    assert given["table"] == {"a": 1}


@pytest.mark.parametrize("kind", MISTAKEN)
def test_a_mistaken_template_is_told_with_its_place_and_ours_is_used(kind: str) -> None:
    text, (problem,) = rendered(MISTAKEN[kind], things=[1])
    assert text == "ours: Lê An"
    assert problem.file.name == "a.j2"
    assert problem.key == "line 1"
    assert problem.remedy.endswith("Mend it; until then ours is used in its place.")


def test_what_offices_write_works_in_the_sandbox() -> None:
    template = (
        "{% macro line(one) %}<b>{{ one|upper }}</b>{% endmacro %}{% set n = namespace(sum=0) %}"
        "{% for one in things %}{{ loop.index }}. {{ line(one) }}{% set n.sum = n.sum + 1 %}{% endfor %}"
        "{{ name ~ ' – ' ~ n.sum }}, {{ things|join(', ') }}, {{ 7 // 2 }}, {{ '%'|length }}"
    )
    text, told = rendered(template, things=["<a>", "b"])
    assert told == []
    assert text == "1. <b>&lt;A&gt;</b>2. <b>B</b>Lê An – 2, &lt;a&gt;, b, 3, 1"


#: What templates are made of.
WORDS = (
    *("{{", "}}", "{%", "%}", "{#", "#}", " for a in things ", " endfor ", " if ", " endif ", " macro m() "),
    *(" endmacro ", " m() ", " name ", " a ", "|", "~", "*", "**", ".", "(", ")", "'x'", " 9 ", " set b = "),
    *(" include 'b.j2' ", " extends 'b.j2' ", " block c ", " endblock ", "__class__", "\n", "ế", "\x00"),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join) | st.text(max_size=20))
def test_whatever_stands_in_a_template_ours_or_theirs_comes_of_it(template: str) -> None:
    text, told = rendered(template, things=[1, 2])
    assert isinstance(text, str)
    assert (text == "ours: Lê An") or not told


def test_the_bounds_are_far_above_what_a_mail_needs() -> None:
    steps, letters = 0, 0

    class Counted(Sandbox):
        def call(self, *given: Any, **named: Any) -> Any:
            nonlocal steps
            steps += 1
            return super().call(*given, **named)

    ours = Renderer(templates("mail"), {"autoescape": True}, {"rate": str}, Compiled())
    ours._ours.__class__ = Counted
    for kind, values in MADE_UP.items():
        letters = max(letters, len(ours.render(f"{kind}.html.j2", partial(dict, values, head=HEAD))))
    assert 0 < steps < STEPS_OF_TEMPLATE.most / 1000
    assert 0 < letters < LETTERS_OF_MAIL.most / 100


# Mails


def test_every_mistake_in_templates_of_mails_is_told_before_a_mail_depends_on_them(tmp_path: Path) -> None:
    (tmp_path / "digest.txt.j2").write_text("{{ digests[0].tittle }}")
    (tmp_path / "nightly.html.j2").write_text("{% extends 'layout.html.j2' %}{% block body %}{% if %}")
    (tmp_path / "overview.txt.j2").write_bytes("Kính gửi".encode("utf-16"))
    (tmp_path / "unused.html.j2").write_text("{{ unit.name|no_such_filter }}")
    writer = Writer(HEAD, templates("mail", tmp_path))
    found = {problem.file.name: (problem.key, problem.remedy) for problem in mistakes(writer)}
    assert set(found) == {"digest.txt.j2", "nightly.html.j2", "overview.txt.j2", "unused.html.j2"}
    assert "'tittle'" in found["digest.txt.j2"][1]
    assert found["nightly.html.j2"][0] == "line 1"
    assert writer.office_digest(["vp@phuong.example"], DIGESTS, AT).text.startswith("Kính gửi văn phòng")


def test_a_good_template_of_the_office_is_used(tmp_path: Path) -> None:
    (tmp_path / "digest.txt.j2").write_text("Chào: {{ digests[0].title }}")
    writer = Writer(HEAD, templates("mail", tmp_path))
    assert mistakes(writer) == ()
    assert writer.office_digest(["vp@phuong.example"], DIGESTS, AT).text == "Chào: Kỳ"


def test_a_campaign_without_templates_of_its_own_has_no_mistakes_in_them() -> None:
    assert mistakes(Writer(HEAD, templates("mail"))) == ()


def test_our_own_templates_fit_what_they_are_tried_with() -> None:
    ours = Renderer(templates("mail"), {"autoescape": True}, {"rate": str}, Compiled())
    for kind, values in MADE_UP.items():
        for ending in ("html", "txt"):
            assert ours.render(f"{kind}.{ending}.j2", partial(dict, values, head=HEAD))


def test_a_template_that_was_changed_is_compiled_anew_and_one_that_was_not_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled, sources = Compiled(), []
    compile_ = Sandbox.compile

    def counted(self: Sandbox, source: str, *given: Any, **named: Any) -> Any:
        sources.append(source)
        return compile_(self, source, *given, **named)

    monkeypatch.setattr(Sandbox, "compile", counted)

    def filled() -> str:
        return Renderer(templates("mail", tmp_path), {}, {}, compiled).render("own.j2", dict)

    for text in ("trước", "trước", "sau", "sau"):
        (tmp_path / "own.j2").write_text(text, encoding="utf-8")
        assert filled() == text
    assert sources == ["trước", "sau"]
