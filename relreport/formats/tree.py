"""An explanation as a terminal shows it: the tree indented, each line quoted where it is named."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from relreport.explain import Node
from relreport.formats.columns import fitted, width, wrapped
from relreport.formats.reflow import Line, Run
from relreport.formats.terminal import MET
from relreport.text.explaining import Teller

SHOWN = 6
"""How many lines of one claim are told; the JSON tells all."""


def tree_lines(teller: Teller, tree: Node, lines: list[str]) -> Iterator[Line]:
    """The lines of a tree; `lines`: those of the account's file."""
    columns = min(shutil.get_terminal_size((100, 24)).columns, 120)
    quoted: set[int] = set()
    for told in teller.told(tree):
        mark = "" if told.holds is None else f"{MET[told.holds]} "
        indent = "  " * told.depth
        text = told.text if told.command else None
        parts = [text] if text else wrapped(f"{mark}{told.text}", columns - len(indent))
        for place, part in enumerate(parts):
            lead = indent + ("  " if place and mark else "")
            yield [Run(lead + part, bold=told.depth == 0, whole=told.command)]
        leaves = list({leaf.at.line: leaf for leaf in told.leaves}.values())
        for place, leaf in enumerate(leaves):
            if place == SHOWN and len(leaves) > SHOWN + 1:
                yield [Run(f"{indent}  … +{len(leaves) - SHOWN}", dim=True)]
                break
            where = f"{indent}  {teller.place(leaf)}  "
            if leaf.at.line in quoted or not 0 < leaf.at.line <= len(lines):
                yield [Run(where.rstrip(), dim=True)]
                continue
            quoted.add(leaf.at.line)
            source = lines[leaf.at.line - 1].strip()
            room = columns - width(where)
            if room < min(width(source), 30):  # the line itself below its place
                yield [Run(where.rstrip(), dim=True)]
                where = f"{indent}    "
                room = columns - width(where)
            yield [
                Run(where, dim=True),
                Run(fitted(source, room).rstrip() if width(source) > room else source, dim=True),
            ]
