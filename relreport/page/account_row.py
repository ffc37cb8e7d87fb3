"""An account's row in the portfolio."""

from __future__ import annotations

from relreport.assess import OpenGap
from relreport.fields.tokens import DISTANCE, STAGE, TIER, TRUST_VERDICT
from relreport.morrow import joined
from relreport.page.actions import led
from relreport.page.contract.parts import Tone
from relreport.page.contract.portfolio import AccountRow
from relreport.page.gaps import leading
from relreport.page.searched import searched
from relreport.page.stages import moved_words, spark
from relreport.page.telling import Telling
from relreport.text.sayings import action_text

UNKNOWN = -1  # what is unknown sorts below everything known


def account_row(telling: Telling, unread: int) -> AccountRow:
    """What the table of all accounts shows of one, and sorts and finds it by. `unread`: entries not read."""
    account, readings, wording = telling.account, telling.readings, telling.wording
    reading = readings.stage
    stage = "lost" if reading.status == "lost" else reading.level
    lead = leading(telling)
    gap = lead[0] if lead else None
    actions, _ = led(telling)
    action = actions[0] if actions else None
    last = readings.journal.last()
    days = (telling.day - last.on).days if last else None
    tier = telling.settings.tiers[account.tier]
    latest = reading.latest
    late = telling.late(action.due) if action else ""
    who = telling.people(action.by) if action else ""
    when = late or (telling.on(action.due) if action else "")
    trust = readings.trust
    since = next((one for one in reading.points if one.row.period.name == reading.since), None)
    return AccountRow(
        id=account.id,
        href=f"accounts/{account.id}.html",
        name=account.name,
        note="",
        notice=telling.say("page.unread_entries", count=unread) if unread else "",
        owner=account.owner or "",
        owner_name=wording.person(account.owner) if account.owner else telling.say("head.no_owner"),
        tier=account.tier,
        tier_label=tier.label or wording.label("tier", account.tier),
        tier_key=TIER.rank(account.tier),
        stage=reading.level,
        stage_label=wording.label("stage", stage),
        stage_level=STAGE.rank(reading.level),
        stage_note=telling.say("portfolio.since", period=wording.period(since.row.period)) if since else "",
        share=wording.share(latest.share) if latest else telling.say("stage.unknown"),
        share_note=moved_words(telling) if len(reading.points) > 1 else "",
        share_tone="alarm" if reading.trend in ("falling", "broken") else "" if latest else "mute",
        share_key=round(float(latest.share.middle), 4) if latest else UNKNOWN,
        spark_svg=spark(telling),
        distance=wording.label("distance", readings.distance),
        distance_key=UNKNOWN if readings.distance == "unknown" else DISTANCE.rank(readings.distance),
        trust=wording.label("trust", trust),
        trust_tone="alarm" if trust == "damaged" else "mute" if trust == "unknown" else "",
        trust_key=UNKNOWN if trust == "unknown" else TRUST_VERDICT.rank(trust),
        gap=telling.rule_text(gap, "title") if gap else telling.say("portfolio.no_gap"),
        gap_href=f"accounts/{account.id}.html#{gap.anchor}" if gap else "",
        gap_severity=gap.severity.word if gap else "",  # type: ignore[typeddict-item]  # its four words
        gap_severity_word=wording.label("severity", gap.severity.word) if gap else "",
        gap_count=_more(telling, lead),
        gap_key=int(gap.severity) if gap else 0,
        action=action_text(action, telling.plan, wording) if action else "",
        action_note=joined(telling.words["dot"], (part for part in (who, when) if part)),
        action_late=bool(late),
        action_key=action.due.isoformat() if action and action.due else "9999",
        contact=telling.ago(last.on) if last else telling.say("portfolio.never"),
        contact_tone=_contact_tone(days, tier.contact),
        contact_key=days if days is not None else 99999,
        codes=sorted({one.code for one in telling.ordered if not one.is_record}),
        find=searched(telling),
        told="",
    )


def _more(telling: Telling, lead: list[OpenGap]) -> str:
    more = sum(not one.is_record for one in telling.ordered) - (1 if lead else 0)
    return telling.say("portfolio.more_gaps", count=more) if lead and more > 0 else ""


def _contact_tone(days: int | None, tier_days: int) -> Tone:
    if days is None:
        return "mute"
    return "alarm" if days > 2 * tier_days else "warn" if days > tier_days else ""
