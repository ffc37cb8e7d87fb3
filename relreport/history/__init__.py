"""What git remembers of the account files. Where it cannot say, that is a value, never a guess."""

from relreport.history.door import NoHistory
from relreport.history.timeline import Timeline, open_timeline
from relreport.history.valid import LastValid, LastValidVersions, last_valid
from relreport.history.versions import Commit, NotThatFar, State, Version

__all__ = [
    "Commit",
    "LastValid",
    "LastValidVersions",
    "NoHistory",
    "NotThatFar",
    "State",
    "Timeline",
    "Version",
    "last_valid",
    "open_timeline",
]
