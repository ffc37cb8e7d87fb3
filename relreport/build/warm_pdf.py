"""What `warm` loads, and the PDF engine's library, most of a second."""

import gc

import relreport.build.warm
from relreport.formats.engine import load

__all__ = ["relreport"]

load()
gc.collect()
gc.freeze()
