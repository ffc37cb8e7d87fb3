"""The past of a workspace for a command: only a revision that git does not know ends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from relreport.cli.session import refuse
from relreport.cli.speech import say
from relreport.config import Workspace

if TYPE_CHECKING:
    from relreport.review.moments import Moment
    from relreport.review.past import Past


@contextmanager
def looking_back(workspace: Workspace, today: date, moments: Iterable[Moment]) -> Iterator[Past]:
    """The workspace then and now; ends with a usage error where a revision is not known."""
    from relreport.history import Timeline, open_timeline
    from relreport.review.past import Past

    revisions = [one.revision for one in moments if one.revision is not None]
    timeline, unknown = open_timeline(workspace.root, revisions)
    try:
        if unknown:
            refuse(say("diff.no_revision", revision=unknown[0][:60]))
        yield Past(workspace, timeline, today)
    finally:
        if isinstance(timeline, Timeline):
            timeline.close()
