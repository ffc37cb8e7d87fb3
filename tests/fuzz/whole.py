"""One file the whole way: bytes, account, assessment, plan, and all that is made of a plan.

Nothing may raise, and nothing may take long.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from random import Random

from relreport.build.above import site_files
from relreport.build.job import Job
from relreport.build.one import build_one
from relreport.build.order import Order
from relreport.build.pages import page_and_plan
from relreport.build.plans import for_audience, plan_of, wording_of
from relreport.build.site import ways
from relreport.explain import TOPICS, explain
from relreport.formats.html import render_handout
from relreport.formats.meeting import render_visit
from relreport.formats.terminal import account as in_a_terminal
from relreport.formats.tree import tree_lines
from relreport.model import Settings
from relreport.page.handout import handout_page
from relreport.page.telling import Telling
from relreport.page.visit import visit_page
from relreport.parse import parse, parse_settings
from relreport.text.explaining import Teller
from tests.reading.files import ROOT

SLOW = 5.0  # seconds of the processor: what other programs do must not make a file seem slow
AUDIENCES = ("manager", "team", "management", "customer")


@cache
def _settings() -> Settings:
    return parse_settings("relreport.yaml", (ROOT / "relreport.yaml").read_bytes()).settings


def order(dice: Random) -> Order:
    """A build of any audience and language, on any day."""
    return Order(
        settings=_settings(),
        day=date(2025, 1, 1) + timedelta(days=dice.randrange(800)),
        audience=dice.choice(AUDIENCES),
        languages=(dice.choice(("en", "zh")),),
    )


def through(data: bytes, dice: Random, onward: int = 1, *, again: bool = False) -> str:
    """What went wrong on the way, or an empty text. `onward`: how many further things are made of the plan."""
    state, began = dice.getstate(), time.process_time()
    job, wanted = Job(path="accounts/a.md", id="a", data=data), order(dice)
    try:
        wrong = _site(job, wanted)
        for way in dice.sample(ONWARD, k=onward):
            way(job, wanted)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place is not None else ""
        return f"{type(error).__name__}: {str(error)[:160]} at {where}"
    spent = time.process_time() - began
    if (
        spent > SLOW and not wrong and not again
    ):  # the machine may have been elsewhere: only slow twice is slow
        dice.setstate(state)
        return through(data, dice, onward, again=True)
    return wrong or (f"slow: {spent:.1f} s" if spent > SLOW else "")


def _site(job: Job, wanted: Order) -> str:
    """The page, the portfolio of this account alone, the JSON."""
    built = build_one(job, wanted)
    if not built.read and not built.mistakes:
        return "neither read nor a mistake named"
    for name, page in {**built.files, **site_files([built], wanted)}.items():
        if name.endswith(".html") and not page.rstrip().endswith(b"</html>"):
            return f"{name} has no end"
        if name.endswith(".json"):
            json.loads(page)
    return ""


def _handout(job: Job, wanted: Order) -> None:
    found = page_and_plan(job, wanted, wanted.languages[0])
    if found is not None and "gaps" in found[0]:
        render_handout(handout_page(found[0], paper=wanted.paper), wanted.templates)


def _visit(job: Job, wanted: Order) -> None:
    account = parse(job.path, job.data, wanted.settings).account
    if account is None:
        return
    language = wanted.languages[0]
    made = for_audience(plan_of(account, wanted), wanted, language)
    telling = Telling(plan=made, wording=wording_of(made, wanted.settings, language, wanted))
    for contact in () if made.public else made.assessment.account.contacts[:2]:
        page = visit_page(telling, contact, site=ways(wanted, "", "visit/a.html"), paper=wanted.paper)
        render_visit(page, wanted.templates)


def _why(job: Job, wanted: Order) -> None:
    account = parse(job.path, job.data, wanted.settings).account
    if account is None:
        return
    plan = plan_of(account, wanted)
    wording = wording_of(plan, wanted.settings, wanted.languages[0], wanted)
    teller = Teller(wording, account=job.id, path=job.path, thresholds={})
    lines = account.text.split("\n")
    for topic in (*TOPICS, *(gap.anchor for gap in plan.assessment.gaps)):
        for _ in tree_lines(teller, explain(account, plan.assessment, topic), lines):
            pass


def _terminal(job: Job, wanted: Order) -> None:
    account = parse(job.path, job.data, wanted.settings).account
    if account is None:
        return
    language = wanted.languages[0]
    made = for_audience(plan_of(account, wanted), wanted, language)
    if made.public:
        return
    in_a_terminal(made, wording_of(made, wanted.settings, language, wanted))


ONWARD: tuple[Callable[[Job, Order], None], ...] = (_handout, _visit, _why, _terminal)
