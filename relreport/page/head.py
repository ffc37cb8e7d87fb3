"""Who the page is about and for whom it was built."""

from __future__ import annotations

from collections.abc import Sequence

from relreport.diagnostics import title
from relreport.finding import Finding
from relreport.model import Settings
from relreport.page.contract.head import Head, Notice, Unread
from relreport.page.telling import Telling
from relreport.text import Wording
from relreport.text.sayings import finding_message


def head(telling: Telling) -> Head:
    account, wording = telling.account, telling.wording
    readers = audience_words(telling.plan.audience, telling.settings, wording)
    tier = telling.settings.tiers[account.tier].label
    owner = (
        telling.say("head.owner", owner=wording.person(account.owner))
        if account.owner
        else telling.say("head.no_owner")
    )
    name = wording.label("tier", account.tier)
    line = [telling.say("head.tier", tier=name, label=tier) if tier else name, owner]
    if account.category:
        line.append(telling.say("head.category", category=account.category))
    elif account.industry:
        line.append(telling.say("head.industry", industry=account.industry))
    return Head(
        name=account.name,
        line=line,
        kind=telling.say("head.kind"),
        company=telling.settings.company or "",
        as_of=telling.full_day(telling.day),
        as_of_iso=telling.day.isoformat(),
        audience=telling.say("head.audience", audience=readers),
        audience_note=telling.say(
            "page.audience_part" if telling.plan.left_out else "page.audience_all", audience=readers
        ),
        confidential=telling.say("head.confidential") if account.confidential else "",
    )


def audience_words(name: str, settings: Settings, wording: Wording) -> str:
    """What an audience is called: the organisation's own by their label, else by their name."""
    own = next((one for one in settings.audiences if one.name == name), None)
    return own.label or own.name if own else wording.label("audience", name)


def notices(telling: Telling, unread: Sequence[Finding]) -> list[Notice]:
    """What the reader must know first: what is closed to them, entries of the file that could not be read."""
    closed = telling.account.confidential and telling.plan.left_out
    found = [Notice(tone="", text=telling.say("head.closed"), entries=[])] if closed else []
    if not unread:
        return found
    return [
        *found,
        Notice(
            tone="warn",
            text=telling.say("page.unread_entries", count=len(unread)),
            entries=[
                Unread(
                    place=f"{one.where.path}:{one.where.line}",
                    # a message can quote a word from a field that is closed to these readers
                    reason=title(one.code, telling.language)
                    if telling.plan.left_out
                    else finding_message(one, telling.language),
                )
                for one in unread
            ],
        ),
    ]
