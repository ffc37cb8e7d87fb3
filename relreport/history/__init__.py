"""What git remembers of the account files. Where it cannot say, that is a value, never a guess."""

from relreport.history.door import NoHistory
from relreport.history.timeline import Commit, NotThatFar, State, Timeline, Version, open_timeline

__all__ = ["Commit", "NoHistory", "NotThatFar", "State", "Timeline", "Version", "open_timeline"]
