"""The PDF engine of this process, its style sheets read once for the look that is asked for."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from relreport.formats.look import Look


def engine(order: Any) -> Any:
    return _engine(order.look, order.templates.get("css/paper.css", ""))


@lru_cache(maxsize=2)
def _engine(look: Look, sheet: str) -> Any:
    from relreport.formats.engine import Engine
    from relreport.formats.html import shipped_assets

    sheets = {"css/paper.css": sheet.encode() if sheet else shipped_assets()["css/paper.css"]}
    if own := look.paper():
        sheets["own.css"] = own.encode()
    return Engine(stylesheets=sheets, assets={look.logo_name: look.logo} if look.logo else {})
