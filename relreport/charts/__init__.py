"""Figures become SVG: pure functions, one a chart, each shown with its figures as a table beside it.

No chart writes an id, so that any number of them may stand on one page.
"""

from relreport.charts.columns import columns_chart
from relreport.charts.people import Figure, people_map
from relreport.charts.share import SharePoint, share_chart, sparkline

__all__ = ["Figure", "SharePoint", "columns_chart", "people_map", "share_chart", "sparkline"]
