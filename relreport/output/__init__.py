"""The output edge: a whole new output takes the place of the last good one at once, or not at all."""

from relreport.output.mark import Mark, read_mark
from relreport.output.names import UnsafeName
from relreport.output.opening import open_output
from relreport.output.places import private_place
from relreport.output.problems import (
    OtherAudience,
    OutputBusy,
    OutputError,
    OutputProblem,
    OutputRefused,
    told,
)
from relreport.output.staging import Staging

__all__ = [
    "Mark",
    "OtherAudience",
    "OutputBusy",
    "OutputError",
    "OutputProblem",
    "OutputRefused",
    "Staging",
    "UnsafeName",
    "open_output",
    "private_place",
    "read_mark",
    "told",
]
