"""How a library describes its topics."""

from __future__ import annotations

import pytest

from reader.documents import read_topic
from reader.model import Problem, Severity, Topic


def topic(text: str, path: str = "_data/topics/10_some-topic.yaml") -> tuple[Topic | None, tuple[Problem, ...]]:
    """What a file of this text describes."""
    return read_topic(text.encode(), library="lib", path=path)


def test_every_field_of_a_topic() -> None:
    text = """
name: Artificial &amp; Intelligence
shortname: AI
parent: Technology
description: >
  Machines that
  think
hashtags:
  - ai
  - '#ml'
"""
    assert topic(text) == (
        Topic(
            name="Artificial & Intelligence",
            shortname="AI",
            parent="Technology",
            description="Machines that think",
            hashtags=("ai", "#ml"),
            order=10,
        ),
        (),
    )


@pytest.mark.parametrize(
    ("path", "order"),
    [
        ("_data/topics/007-x.yaml", 7),
        ("_data/topics/x.yaml", 0),
        ("_data/10/2x.yaml", 2),
        ("99999999999.yaml", 999999999),
    ],
)
def test_the_leading_number_of_the_file_name_is_the_order(path: str, order: int) -> None:
    found, _ = topic("name: x", path)
    assert found
    assert found.order == order


def test_dashes_around_do_not_matter() -> None:
    assert topic("---\nname: x\n---\n")[0] == topic("name: x")[0]


def test_a_short_name_is_a_name() -> None:
    found, problems = topic("shortname: x")
    assert found
    assert (found.name, problems) == ("x", ())


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("parent: x", "topic-without-name", 1),
        ("", "no-fields", 1),
        ("- name: x", "no-fields", 1),
        ("parent: [a", "yaml-error", 1),
        (f"name: x\nfoo: {'[' * 70}", "nesting-too-deep", 2),
        ("name: x\n" + "#" * (1 << 20), "front-matter-too-large", 1),
    ],
)
def test_a_file_that_describes_no_topic_is_an_error(text: str, code: str, line: int) -> None:
    found, problems = topic(text)
    assert found is None
    assert [(problem.severity, problem.code, problem.line) for problem in problems] == [(Severity.ERROR, code, line)]
    assert (problems[0].library, problems[0].path) == ("lib", "_data/topics/10_some-topic.yaml")


def test_a_file_that_is_no_yaml_is_salvaged() -> None:
    found, problems = topic("name: x\nparent: y\nhashtags: [a\n")
    assert found
    assert (found.name, found.parent) == ("x", "y")
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [("yaml-salvaged", 3, 11)]


def test_a_field_of_the_wrong_kind_is_noted_in_its_place() -> None:
    found, problems = topic("name: x\nparent: [y]")
    assert found
    assert found.parent == ""
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [("wrong-type", 2, 9)]


def test_text_is_clean() -> None:
    found, problems = read_topic(b'name: "a\\e[31mb\x00"\n', library="lib", path="x.yaml")
    assert found
    assert found.name == "a[31mb"
    assert [problem.code for problem in problems] == ["control-characters"]
