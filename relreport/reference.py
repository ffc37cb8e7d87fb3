"""The reference pages of every field, made from the field table."""

from __future__ import annotations

from collections.abc import Iterable

from relreport.fields import kinds as k
from relreport.fields.account import ACCOUNT, NUMBERED
from relreport.fields.contact import BOARD_SENSITIVITY, ITEM, ITEM_SENSITIVITY
from relreport.fields.settings import SETTINGS
from relreport.fields.tokens import BOARDS
from relreport.phrases import filled, phrases


def fields_page(language: str) -> str:
    """The page in Markdown: every record of the account and of the settings, with its fields."""
    return "\n".join(_Page(language).lines()) + "\n"


class _Page:
    def __init__(self, language: str) -> None:
        self.language = language
        self.words = {key: entry["text"] for key, entry in phrases("reference", language).items()}
        self.kinds = phrases("diagnostics", language)["kinds"]

    def lines(self) -> Iterable[str]:
        yield f"# {self.words['title']}"
        yield ""
        yield self.words["made"]
        yield ""
        yield self.words["reading"]
        yield ""
        yield f"## {self.words['account']}"
        yield from self._record(ACCOUNT, nested=False)
        for field in ACCOUNT.fields:
            if isinstance(field.kind, k.Entries | k.One):
                yield from self._section(field.name, field.kind.of)
        yield from self._portrait()
        yield f"## {self.words['settings']}"
        yield from self._record(SETTINGS, nested=False)
        for field in SETTINGS.fields:
            if isinstance(field.kind, k.Entries | k.One):
                yield from self._section(field.name, field.kind.of)
        yield from self._vocabularies()

    def _section(self, name: str, record: k.Record) -> Iterable[str]:
        yield f"### `{name}`"
        yield ""
        yield self._meaning(record)
        if name in NUMBERED:
            yield ""
            yield filled(self.words["numbered"], {"singular": NUMBERED[name]})
        if record.scalar:
            yield ""
            yield filled(self.words["scalar"], {"field": record.scalar})
        yield from self._record(record)
        for field in record.fields:
            if isinstance(field.kind, k.Entries | k.One) and field.kind.of is not record:
                yield from self._section(f"{name}.{field.name}", field.kind.of)

    def _record(self, record: k.Record, *, nested: bool = True) -> Iterable[str]:
        yield ""
        heads = (
            ("field", "value", "meaning", "sensitivity")
            if record is not SETTINGS
            else ("field", "value", "meaning")
        )
        yield f"| {' | '.join(self.words[head] for head in heads)} |"
        yield f"|{' --- |' * len(heads)}"
        for field in record.fields:
            name = f"`{field.name}`" + (f" {self.words['required']}" if field.required else "")
            meaning = self._meaning(field)
            if field.default is not None:
                meaning += " " + filled(self.words["default"], {"value": field.default})
            cells = [name, self._value(field), meaning]
            if len(heads) == 4:
                cells.append(field.sensitivity.word if field.sensitivity is not None else "")
            yield f"| {' | '.join(cells)} |"
        yield ""

    def _meaning(self, thing: k.Field | k.Record) -> str:
        return thing.zh if self.language == "zh" else thing.en

    def _value(self, field: k.Field) -> str:
        told = self._kind(field.kind)
        return f"{told}: `{field.example}`" if field.example else told

    def _kind(self, kind: k.Kind) -> str:
        match kind:
            case k.Many(of=of, people=people):
                return filled(self.words["people" if people else "many"], {"one": self._kind(of)})
            case k.Entries(of=of):
                return filled(self.words["entries"], {"name": of.name})
            case k.One(of=of):
                return filled(self.words["one"], {"name": of.name})
            case k.Named(of=of):
                return filled(self.words["named"], {"one": self._kind(of)})
            case k.Token(of=of) | k.Signed(of=of):
                key = "signed" if isinstance(kind, k.Signed) else "token"
                return filled(self.words[key], {"list": of.name, "anchor": _anchor(of)})
            case k.Whole(low=low, high=high) | k.Number(low=low, high=high):
                key = "whole" if isinstance(kind, k.Whole) else "number"
                return filled(self.kinds[key], {"range": f"{low:g}–{high:g}"})
            case k.Boards():
                return self.words["boards"]
            case k.Day(month_end=True):
                return self.words["due"]
        return self.kinds[_KINDS[type(kind)]]

    def _portrait(self) -> Iterable[str]:
        yield f"### {self.words['portrait']}"
        yield ""
        yield self.words["portrait_told"]
        yield ""
        yield f"| {self.words['board']} | {self.words['items']} | {self.words['sensitivity']} |"
        yield "| --- | --- | --- |"
        for board, items in BOARDS.items():
            told = []
            for item in items:
                own = ITEM_SENSITIVITY.get((board, item))
                told.append(f"`{item}`" + (f" ({own.word})" if own is not None else ""))
            yield f"| `{board}` | {', '.join(told)} | {BOARD_SENSITIVITY[board].word} |"
        yield ""
        yield from self._record(ITEM)

    def _vocabularies(self) -> Iterable[str]:
        yield f"## {self.words['vocabulary']}"
        yield ""
        yield self.words["vocabulary_told"]
        yield ""
        for of in vocabularies():
            yield f"### {of.name}"
            yield ""
            for token, aliases in of.words.items():
                default = f" {self.words['is_default']}" if token == of.default else ""
                yield f"- `{token}`" + (f" {' · '.join(aliases)}" if aliases else "") + default
            yield ""


_KINDS: dict[type[k.Kind], str] = {
    k.Text: "text",
    k.Identifier: "id",
    k.Day: "date",
    k.Birthday: "birthday",
    k.Clock: "time",
    k.PeriodOf: "period",
    k.ShareOf: "share",
    k.Money: "money",
    k.YesNo: "yes-no",
    k.Colour: "colour",
    k.Inside: "path",
    k.ContactRef: "contact",
    k.PersonRef: "person",
}


def vocabularies() -> list[k.Vocabulary]:
    """Every closed list that a field of the account or of the settings uses, once, in the order of use."""
    found: dict[str, k.Vocabulary] = {}

    def gather(record: k.Record) -> None:
        for field in record.fields:
            kind = field.kind
            while isinstance(kind, k.Many | k.Named):
                kind = kind.of
            if isinstance(kind, k.Token | k.Signed):
                found.setdefault(kind.of.name, kind.of)
            elif isinstance(kind, k.Entries | k.One):
                gather(kind.of)

    gather(ACCOUNT)
    gather(SETTINGS)
    return list(found.values())


def _anchor(of: k.Vocabulary) -> str:
    return of.name.lower().replace(".", "")


def main() -> None:
    """Write the pages into `docs/`."""
    from relreport.resources import sample

    for language, name in PAGES.items():
        (sample() / "docs" / name).write_text(fields_page(language), encoding="utf-8")


PAGES = {"en": "fields.md", "zh": "fields.zh.md"}

if __name__ == "__main__":
    main()
