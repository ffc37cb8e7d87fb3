"""Bytes of a file -> a positioned mapping, the Markdown body, and findings.

The front matter is a strict subset of YAML 1.2, read through the C parser's events: no value gets a type
here,
nothing is expanded, depth is limited, and every key and value keeps its mark. A syntax error ends its
top-level
key, unless it is plain how the line should read: then reading goes on with the line so mended.
"""

from relreport.source.nodes import BROKEN, Broken, Map, Seq, quoted, scalar
from relreport.source.opening import take_apart
from relreport.source.taken import BODY_LIMIT, DEPTH_LIMIT, FILE_LIMIT, SCALAR_LIMIT, Source

__all__ = [
    "BODY_LIMIT",
    "BROKEN",
    "DEPTH_LIMIT",
    "FILE_LIMIT",
    "SCALAR_LIMIT",
    "Broken",
    "Map",
    "Seq",
    "Source",
    "quoted",
    "scalar",
    "take_apart",
]
