"""The fields of a YAML text, salvaged where it is none."""

from __future__ import annotations

from collections.abc import Callable

from reader.documents.notes import Notes
from reader.documents.salvage import salvage
from reader.documents.tree import Value
from reader.documents.yaml_reader import YamlFault, read_yaml


def read_fields(
    text: str, notes: Notes, first_line: int, *, usable: Callable[[dict[str, Value]], bool]
) -> dict[str, Value] | None:
    """The fields at the top of `text`, without anything `secured`; None, with an error noted, when there are none.

    Args:
        text: what `frontmatter.legible` gives.
        notes: where what is wrong goes.
        first_line: the line of the file that the first line of `text` is.
        usable: whether what was salvaged is worth showing.
    """
    try:
        tree = read_yaml(text, notes, first_line)
    except YamlFault as fault:
        salvaged = {} if fault.final else salvage(text, first_line)
        if salvaged and usable(salvaged):
            message = f"{fault.reason} · shown with the fields that stand on one line at the left margin"
            notes.warn("yaml-salvaged", message, fault.place)
            return salvaged
        notes.fail(fault.code, f"{fault.reason} · not shown", fault.place)
        return None
    if isinstance(tree, dict):
        return tree
    notes.fail("no-fields", "no fields of the form “name: value” stand here · not shown", (first_line, 1))
    return None
