"""What may be shown to a customer, as a terminal shows it: the page's few sections in lines."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.formats.reflow import Line, Run
from relreport.page.contract.customer import CustomerPage


def customer(page: CustomerPage) -> Iterator[Line]:
    """A heading, and under each of the sections its rows or what there is instead."""
    head = page["head"]
    yield [Run(head["name"], bold=True), *(Run(f"  {one}") for one in head["line"])]
    for section in page["sections"]:
        yield []
        said = [part for part in (section["title"], section["note"]) if part]
        yield [Run(page["words"]["dot"].join(said), bold=True)]
        for sentence in section["sentences"]:
            yield [Run("  " + "".join(part["text"] for part in sentence))]
        for table in section["tables"]:
            for row in (*table["rows"], *table["more"]):
                yield [Run("  " + "  ".join(cell["text"] for cell in row["cells"]))]
