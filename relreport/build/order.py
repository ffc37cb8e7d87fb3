"""What a build was asked for, and what its readers may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from relreport.formats.look import SHIPPED, Look
from relreport.model import Settings
from relreport.record import dataclass

if TYPE_CHECKING:
    from relreport.scan.watch import Watch


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a build was asked for. Plain data: it travels to workers."""

    settings: Settings
    day: date
    audience: str = "manager"
    languages: tuple[str, ...] = ("en",)
    html: bool = True
    pdf: bool = False
    paper: str = "a4"
    templates: Mapping[str, str] = field(default_factory=dict)  # the workspace's own, by name
    look: Look = SHIPPED
    single: bool = False  # each page one file
    named_alike: frozenset[str] = frozenset()  # ids of accounts whose names are no file names of their own
    watch: Watch | None = None  # what to search the reports for; None for readers who may have all


def is_outward(order: Order) -> bool:
    """Whether its reports leave the team, and speak in outward words."""
    from relreport.audience import audience_named

    return audience_named(order.audience, order.settings).outward


def leaves_out(order: Order) -> bool:
    """Whether some facts are taken out for its readers."""
    from relreport.audience import audience_named

    return not audience_named(order.audience, order.settings).sees_all


def is_public(order: Order) -> bool:
    """Whether the order's readers may have public facts alone."""
    from relreport.audience import audience_named
    from relreport.fields.kinds import Sensitivity

    return audience_named(order.audience, order.settings).clearance is Sensitivity.PUBLIC
