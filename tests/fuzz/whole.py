"""One file the whole way: bytes, account, assessment, plan, page, JSON. Nothing may raise, and nothing may take long."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from functools import cache
from random import Random

from relreport.build import Job, Order, build_one
from relreport.parse import parse_settings
from tests.reading.files import ROOT

SLOW = 5.0  # seconds of the processor: what other programs do must not make a file seem slow
AUDIENCES = ("manager", "team", "management", "customer")


@cache
def _settings() -> object:
    return parse_settings("relreport.yaml", (ROOT / "relreport.yaml").read_bytes()).settings


def order(dice: Random) -> Order:
    """A build of any audience and language, on any day."""
    return Order(
        settings=_settings(),  # type: ignore[arg-type]
        day=date(2025, 1, 1) + timedelta(days=dice.randrange(800)),
        audience=dice.choice(AUDIENCES),
        languages=(dice.choice(("en", "zh")),),
    )


def through(data: bytes, dice: Random) -> str:
    """What went wrong on the way, or an empty text."""
    began = time.process_time()
    try:
        built = build_one(Job(path="accounts/a.md", id="a", data=data), order(dice))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place is not None else ""
        return f"{type(error).__name__}: {str(error)[:160]} at {where}"
    if time.process_time() - began > SLOW:
        return f"slow: {time.process_time() - began:.1f} s"
    if not built.read:
        return "" if built.mistakes else "neither read nor a mistake named"
    for name, page in built.files.items():
        if not page.rstrip().endswith(b"</html>"):
            return f"{name} has no end"
    for text in built.facts.values():
        json.loads(text)
    return ""
