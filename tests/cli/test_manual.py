"""Help, manual page and completion say what the parsers take."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from reader.cli.manual import completion, help_page, man_page
from reader.cli.parser import top_parser
from reader.cli.table import COMMANDS, TOP_OPTIONS
from reader.desktop import KINDS
from reader.model import SortKey


def test_the_help_names_every_command_with_its_arguments_under_its_group() -> None:
    page = help_page()
    for command in COMMANDS:
        assert f"\n  {command.name} {command.arguments}\n      {command.help}\n" in page
        assert f"\n{command.group}\n" in page


def test_the_help_names_every_option_sort_kind_and_exit_code() -> None:
    words = set(re.split(r"[\s,;.]+", help_page()))
    assert {*TOP_OPTIONS, *SortKey, *KINDS, "0", "1", "2", "130", "143", "129", "NO_COLOR", "READER_LIBRARY"} <= words


def test_the_help_fits_80_columns() -> None:
    assert all(len(line) < 80 for line in help_page().splitlines())


def test_the_manual_page_has_the_sections_a_manual_page_has() -> None:
    sections = re.findall(r'^\.SH "?([A-Z ]+)"?$', man_page(top_parser()), re.MULTILINE)
    assert sections[:4] == ["NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS"]
    assert {"OPTIONS", "FILES", "ENVIRONMENT", "EXIT CODES"} <= set(sections)


def test_the_manual_page_is_ascii_and_no_text_of_it_begins_a_request() -> None:
    page = man_page(top_parser())
    assert page.isascii()
    known = re.compile(r"\.(TH|SH|SS|TP|B|RS|RE|br)( |$)")
    assert all(known.match(line) for line in page.splitlines() if line.startswith((".", "'")))


def test_the_manual_page_explains_every_option_of_every_command() -> None:
    page = man_page(top_parser())
    for command in COMMANDS:
        for option in re.findall(r"--[a-z]+", command.arguments):
            assert f".B {option}".replace("-", r"\-") in page


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_groff_sets_the_manual_page_without_a_warning() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tascii", "-ww", "-P-cbou"],
        input=man_page(top_parser()),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert "reader - read news articles" in done.stdout
    assert "reader list [QUERY...] [--sort KEY] [--limit N] [--view NAME] [--json | --tsv]" in " ".join(
        done.stdout.split()
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh", "fish"])
def test_completion_knows_the_commands_and_their_options(shell: str) -> None:
    script = completion(top_parser(), shell)
    assert all(command.name in script for command in COMMANDS)
    assert "json" in script
    assert "library" in script


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("words", "offered"), [(["reader", "pro"], "providers"), (["reader", "copy", "--kind", "cit"], "citation")]
)
def test_bash_completes_commands_and_kinds(words: list[str], offered: str) -> None:
    script = f"""
        {completion(top_parser(), "bash")}
        COMP_WORDS=({" ".join(words)})
        COMP_CWORD={len(words) - 1}
        $(complete -p reader | sed "s/.*-F \\([^ ]*\\).*/\\1/") reader
        echo "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "--norc"], input=script, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [offered]


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_paths_where_no_command_fits() -> None:
    script = f"{completion(top_parser(), 'bash')}\ncomplete -p reader"
    done = subprocess.run(["bash", "--norc"], input=script, capture_output=True, text=True, check=True)
    assert "-o default" in done.stdout
