"""The clock, and dates as the command line takes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from relreport.cli.speech import say
from relreport.spellings import Impossible, day


def today() -> date:
    """The local day."""
    return datetime.now().astimezone().date()


class DayOption(click.ParamType[date]):
    """A date in any spelling that account files allow."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            found = day(str(value))
        except Impossible:
            found = None
        if found is None:
            self.fail(say("bad_date"), param, ctx)
        return found


DAY = DayOption()
