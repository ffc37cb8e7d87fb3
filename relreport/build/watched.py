"""A report is searched for what its readers may not have where it is made, by the process that made it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relreport.build.job import Built, Job
    from relreport.build.order import Order
    from relreport.scan.watch import Files


def watched(built: Built, job: Job, order: Order) -> Built:
    """The same, with whether something closed may stand in its files, and what to look for above them."""
    if order.watch is None:
        return built
    suspect, marks = order.watch.searched(sources_of(job), all_of(built))
    return replace(built, suspect=suspect, marks=marks)


def sources_of(job: Job) -> Files:
    """What the pages of an account are made of: its file, and the version that stands in for it."""
    earlier = getattr(job, "earlier", None)
    return [(job.path, job.data)] if earlier is None else [(job.path, job.data), (job.path, earlier.data)]


def all_of(built: Built) -> Mapping[str, bytes]:
    """An account's files, and what it gives to the portfolio and to the machines' document."""
    parts = {**built.files}
    for language, summary in built.summaries.items():
        told = json.dumps(summary, ensure_ascii=False, default=str) + built.rows.get(language, "")
        parts[f"{language}/index.html"] = told.encode()
    for language, facts in built.facts.items():
        parts[f"{language}/data/assessment.json"] = facts.encode()
    return parts
