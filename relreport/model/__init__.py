"""The account as frozen values. Every entry knows its place in the file."""

from relreport.model.account import Account, Declared, Reader
from relreport.model.business import (
    Competitor,
    Criterion,
    Move,
    Need,
    Opening,
    Performance,
    Purchase,
    Satisfaction,
)
from relreport.model.contact import Contact
from relreport.model.dealings import (
    Commitment,
    Complaint,
    Interaction,
    Promise,
    Referral,
    Request,
    Round,
    Tender,
)
from relreport.model.entry import Entry
from relreport.model.places import NOWHERE, At, Mark
from relreport.model.plan import Accepted, Action, Ask
from relreport.model.portrait import Item, Portrait
from relreport.model.settings import OwnAudience, Person, RuleSettings, Settings, Tier
from relreport.model.values import Amount, Birthday, Period, Share

__all__ = [
    "NOWHERE",
    "Accepted",
    "Account",
    "Action",
    "Amount",
    "Ask",
    "At",
    "Birthday",
    "Commitment",
    "Competitor",
    "Complaint",
    "Contact",
    "Criterion",
    "Declared",
    "Entry",
    "Interaction",
    "Item",
    "Mark",
    "Move",
    "Need",
    "Opening",
    "OwnAudience",
    "Performance",
    "Period",
    "Person",
    "Portrait",
    "Promise",
    "Purchase",
    "Reader",
    "Referral",
    "Request",
    "Round",
    "RuleSettings",
    "Satisfaction",
    "Settings",
    "Share",
    "Tender",
    "Tier",
]
