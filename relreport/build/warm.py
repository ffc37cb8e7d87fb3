"""Loaded by the server that workers are forked from: what they need is there when they start, and shared.

Nothing here may open a font: what fontconfig learns belongs to one process.
"""

import gc

import relreport.build.one
import relreport.formats.html
import relreport.formats.json
import relreport.page.handout
import relreport.page.plan
import relreport.page.portfolio
import relreport.readings.calendar
from relreport.scan.fixed import fixed_words

__all__ = ["relreport"]

fixed_words(())  # what the search of every report begins with
gc.collect()
gc.freeze()
