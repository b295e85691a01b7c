"""The raw view shows a file line for line; what its publisher sealed is nowhere, whatever its shape."""

from __future__ import annotations

import pytest

from reader.documents import raw_view, read_document
from tests.documents.mutations import texts
from tests.documents.samples import CIPHERTEXT, SEEDS, WRITTEN_BY_HAND, front

SECRET = "5ec2et"
"""Short, as a ciphertext never is; what is dropped by its name alone."""

VALID = {
    "plain": f"secured: {SECRET}",
    "quoted": f'secured: "{SECRET}"',
    "single quotes": f"secured: '{SECRET}'",
    "quoted key": f'"secured": "{SECRET}"',
    "single quoted key": f"'secured': {SECRET}",
    "escaped key": f'"\\x73ecured": {SECRET}',
    "other case": f"Secured: {SECRET}",
    "signs before it": f"--secured: {SECRET}",
    "signs around it": f"'- secured': {SECRET}",
    "spaces": f"secured   :    {SECRET}",
    "over lines, in quotes": f'secured: "{SECRET}\n  {SECRET}\n\n  {SECRET}"',
    "over lines, in quotes at the margin": f'secured: "{SECRET}\n{SECRET}\n{SECRET}"',
    "over lines, plain": f"secured: {SECRET}\n  {SECRET}\n  {SECRET}",
    "literal": f"secured: |\n  {SECRET}\n\n  {SECRET}",
    "folded": f"secured: >-\n    {SECRET}\n    {SECRET}",
    "on the next line": f"secured:\n  {SECRET}",
    "behind a comment": f"secured: # why\n  {SECRET}",
    "a list": f"secured: [{SECRET}, {SECRET}]",
    "a list over lines": f"secured: [\n  {SECRET},\n  {SECRET}\n ]",
    "a block list": f"secured:\n  - {SECRET}\n  - {SECRET}",
    "a block list at the margin": f"secured:\n- {SECRET}\n- {SECRET}",
    "a mapping": f"secured: {{a: {SECRET}, secured: {SECRET}}}",
    "a block mapping": f"secured:\n  a: {SECRET}\n  b:\n    c: {SECRET}",
    "explicit": f"? secured\n: {SECRET}",
    "explicit, quoted": f'? "secured"\n: |\n  {SECRET}',
    "tagged": f"secured: !!binary {SECRET}",
    "anchored": f"secured: &anchor {SECRET}",
    "in related": f"related:\n  - title: a\n    secured: {SECRET}\n    heat: 3\n  - secured: {SECRET}\n    title: b",
    "in related, over lines": f'related:\n  - title: a\n    secured: "{SECRET}\n      {SECRET}"\n    heat: 3',
    "in related, flow": f'related: [{{title: a, secured: {SECRET}, heat: 3}}, {{"secured": "{SECRET}", "title": "b"}}]',
    "in flow over lines": f"related: [{{title: a,\n  secured: {SECRET},\n  heat: 3}}, {{title: b}}]",
    "deep": f"foo: {{bar: [1, {{baz: {{secured: {SECRET}}}}}]}}",
    "in a merge key": f"<<: {{secured: {SECRET}, b: c}}",
    "twice": f"secured: {SECRET}\nsecured: {SECRET}",
    "swallowed for want of a quote": f"foo: \"bar\nsecured: '{SECRET}'\nbaz: \"\nqux: {SECRET[:3]}",
    "in a text over lines": f"foo: |\n  bar\n  secured: {SECRET}\n",
}

BROKEN = {
    "unclosed before": f'foo: "bar\nsecured: {SECRET}\nheat: 3',
    "unclosed itself": f'secured: "{SECRET}\n{SECRET}\nheat: 3',
    "over lines": f'foo: a: b\nsecured: "{SECRET}\n  {SECRET}\n{SECRET}"\nheat: 3',
    "over lines that look like fields": f'foo: a: b\nsecured: "x\n  bar: {SECRET}\n- {SECRET}\nheat: 3',
    "literal": f"foo: a: b\nsecured: |\n  {SECRET}\n\n  {SECRET}\nheat: 3",
    "a block list": f"foo: a: b\nsecured:\n- {SECRET}\n- {SECRET}\nheat: 3",
    "a list": f"foo: a: b\nsecured: [{SECRET},\n {SECRET}]\nheat: 3",
    "signs before it": f'foo: a: b\n-secured: "{SECRET}\n  {SECRET}"\n- bar\nheat: 3',
    "explicit": f"foo: a: b\n? secured\n: {SECRET}\nheat: 3",
    "in related": f"foo: a: b\nrelated:\n  - type: a\n    secured: {SECRET}\n      {SECRET}\n  - secured: x\nheat: 3",
    "in flow": f"foo: [{{title: a, secured: {SECRET}, type: b\nheat: 3",
    "in flow, over lines": f"foo: [{{title: a, secured: \"{SECRET}\n{SECRET}\", type: b\nheat: 3",
    "an alias": f"foo: *bar\nsecured: {SECRET}\nheat: 3",
    "value of another": f"foo: secured: {SECRET}\nheat: 3",
    "too deep": f"foo: {'[' * 70}\nsecured: {SECRET}\nheat: 3",
}  # fmt: skip


def everything(data: bytes) -> str:
    """Every text that comes out of a file."""
    return "\n".join([*texts(read_document(data, path="a.md")), raw_view(data)])


@pytest.mark.parametrize("shape", VALID)
def test_a_secured_field_is_in_nothing_that_is_read_or_shown(shape: str) -> None:
    data = front(f"title: x\n{VALID[shape]}\nexcerpt: after")
    parsed = read_document(data, path="a.md")
    assert parsed.document
    assert (parsed.document.article.title, parsed.document.article.excerpt) == ("x", "after")
    assert SECRET not in everything(data)
    raw = raw_view(data)
    assert "secured: (withheld)" in raw
    assert raw.count("\n") == data.count(b"\n")
    assert raw.splitlines()[1] == "title: x"
    assert raw.splitlines()[-2:] == ["excerpt: after", "---"]


@pytest.mark.parametrize("shape", VALID)
def test_what_stands_beside_a_secured_field_is_shown(shape: str) -> None:
    raw = raw_view(front(f"title: x\n{VALID[shape]}\nexcerpt: after"))
    for kept in ("heat: 3", "title: b", '"title": "b"', "title: a"):
        if kept in VALID[shape]:
            assert kept in raw


@pytest.mark.parametrize("shape", BROKEN)
def test_nor_when_the_front_matter_is_no_yaml(shape: str) -> None:
    for fields in (f"title: x\n{BROKEN[shape]}", BROKEN[shape]):
        data = front(fields)
        assert SECRET not in everything(data)
        raw = raw_view(data)
        assert "secured: (withheld)" in raw
        assert raw.count("\n") == data.count(b"\n")
        assert raw.splitlines()[-2:] == ["heat: 3", "---"]


@pytest.mark.parametrize("shape", VALID)
def test_nor_when_there_is_no_front_matter(shape: str) -> None:
    for data in (f"---\ntitle: x\n{VALID[shape]}\n", f"title: x\n{VALID[shape]}\n---\n"):
        if shape != "escaped key":  # nobody but YAML reads that name
            assert SECRET not in everything(data.encode())


@pytest.mark.parametrize(
    "lines",
    [
        f'secured: "{CIPHERTEXT}"',
        f"secured: {CIPHERTEXT}",
        f"secured: |\n  {CIPHERTEXT}\n  {CIPHERTEXT}",
        f'"secured": "{CIPHERTEXT}\\\n  {CIPHERTEXT[:30]}\n  {CIPHERTEXT[:7]}"',
        f"# secured: {CIPHERTEXT}",
        f"- secured:\n    {CIPHERTEXT}",
    ],
)
def test_a_ciphertext_behind_a_stray_end_of_the_front_matter_is_withheld_too(lines: str) -> None:
    data = front("title: x", f"Before\n\n{lines}\n\nAfter\n---\n")
    parsed = read_document(data)
    assert parsed.document
    assert parsed.document.body.startswith("Before")
    assert parsed.document.body.endswith("After\n---")
    told = everything(data)
    assert CIPHERTEXT[:12] not in told.replace("\n", "")
    assert raw_view(data).count("\n") == data.count(b"\n")


def test_prose_about_something_secured_stays() -> None:
    data = front(
        "title: 'The deal is secured: Example buys'\nexcerpt: |\n  Funding secured.\n  Now what", "Secured: a place.\n"
    )
    parsed = read_document(data)
    assert parsed.document
    assert parsed.document.article.title == "The deal is secured: Example buys"
    assert parsed.document.article.excerpt == "Funding secured. Now what"
    assert parsed.document.body == "Secured: a place."
    assert raw_view(data) == data.decode()


def test_text_that_swallowed_a_secured_field_ends_there_and_is_noted() -> None:
    parsed = read_document(front(f'title: x\nexcerpt: "one\nsecured: {SECRET}\ntwo"'))
    assert parsed.document
    assert parsed.document.article.excerpt == "one"
    assert [(problem.code, problem.line) for problem in parsed.problems] == [("secured-in-text", 3)]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_the_samples_withhold_theirs(path: object) -> None:
    data = next(seed.read_bytes() for seed in SEEDS if seed == path)
    lines = data.decode().splitlines()
    sealed = [number for number, line in enumerate(lines) if line.startswith("secured:")]
    shown = raw_view(data).splitlines()
    assert len(sealed) == 1
    assert [line for number, line in enumerate(shown) if number not in sealed] == [
        line for number, line in enumerate(lines) if number not in sealed
    ]
    assert shown[sealed[0]] == "secured: (withheld)"
    assert lines[sealed[0]].split('"')[1][:20] not in everything(data)


def test_controls_are_drawn_and_lines_stay() -> None:
    data = b"---\r\ntitle: a\x1b[31m\x00b\x7f\xc2\x9b\xe2\x80\xae\xe2\x80\xa8c\r\n---\r\n\tBody\xff\r\n"
    assert raw_view(data) == "---\ntitle: a␛[31m␀b␡\ufffd\ufffd\ufffdc\n---\n␉Body\ufffd\n"


def test_controls_beside_a_secured_field_stay_in_their_place() -> None:
    data = front(f"title: a\x1bb\nsecured: {SECRET}\nexcerpt: \x07c")
    assert raw_view(data) == "---\ntitle: a␛b\nsecured: (withheld)\nexcerpt: ␇c\n---\n"


@pytest.mark.parametrize("name", WRITTEN_BY_HAND)
def test_every_line_of_a_file_is_a_line_of_the_view(name: str) -> None:
    data = WRITTEN_BY_HAND[name].encode()
    assert raw_view(data).count("\n") == data.count(b"\n")
    assert CIPHERTEXT[:20] not in everything(data)
