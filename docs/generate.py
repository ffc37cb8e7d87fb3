"""Makes the pages of docs/ that follow from the program: `make docs`, or `python docs/generate.py`.

Whole pages are written anew. In a page with prose of its own, what stands between `<!-- made: NAME -->` and
`<!-- /made -->` is made anew and the rest is left alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from relreport.formats.rule_reference import as_markdown
from relreport.formats.sensitivities import as_markdown as sensitivities
from relreport.reference import fields_page
from relreport.rules import RULES, in_order
from relreport.template_reference import contract_pages, template_names

HERE = Path(__file__).resolve().parent
LANGUAGES = {"en": "", "zh": ".zh"}
DOCUMENTS = ("S0", "S1", "S2", "S3", "S4")
MADE = re.compile(r"(<!-- made: ([\w-]+) -->\n).*?(<!-- /made -->)", re.DOTALL)

WORDS = {
    "en": {
        "columns": "| Point | What it says | What serves it |",
        "numbers": "{all} points: {served} are served by {rules} rules, the readings and other parts; "
        "{unserved} are not, each with its reason.",
        "rules": "", "texts": "words of {}", "readings": "reading: {}", "fields": "recorded: {}",
        "parts": "{}", "not": "not served: {}", "comma": ", ", "then": "; ",
    },
    "zh": {
        "columns": "| 条目 | 说的是 | 由什么落实 |",
        "numbers": "共 {all} 条：{served} 条由 {rules} 条规则、各项读数和其他部分落实；"
        "{unserved} 条没有，各有原因。",
        "rules": "", "texts": "{} 的文案", "readings": "读数：{}", "fields": "有记录：{}",
        "parts": "{}", "not": "未落实：{}", "comma": "、", "then": "；",
    },
}  # fmt: skip


def propositions() -> dict[str, Any]:
    """docs/propositions.yaml as plain values."""
    data: dict[str, Any] = YAML(typ="safe").load((HERE / "propositions.yaml").read_text(encoding="utf-8"))
    return data


def pages() -> dict[str, str]:
    """Every generated page by its name in docs/, as it should be."""
    data = propositions()
    made: dict[str, str] = {}
    for language, ending in LANGUAGES.items():
        made[f"fields{ending}.md"] = fields_page(language)
        made[f"rules{ending}.md"] = as_markdown(in_order(RULES), language)
        for name in (f"method{ending}.md", f"security{ending}.md"):
            made[name] = _filled((HERE / name).read_text(encoding="utf-8"), _parts(data, language))
        made[f"../relreport/locales/{language}/sources.yaml"] = _sources(data, language)
        name = f"templates{ending}.md"
        made[name] = _filled((HERE / name).read_text(encoding="utf-8"), _templates(language))
    return made


def _sources(data: Mapping[str, Any], language: str) -> str:
    """What rules rest on, in a line each: the program tells it beside a judgement."""
    entries = {**data["propositions"], **data["defaults"], **data["settled"]}
    wanted = sorted({source for rule in RULES.values() for source in rule.source})
    lines = [f"{name}: {json.dumps(_bare(entries[name][language]), ensure_ascii=False)}" for name in wanted]
    return "\n".join(["# Made from docs/propositions.yaml: make docs", *lines, ""])


def _bare(text: str) -> str:
    """A text of Markdown without its marks."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("`", "").replace("**", "")


def _filled(page: str, parts: Mapping[str, Callable[[], str]]) -> str:
    return MADE.sub(lambda found: f"{found[1]}\n{parts[found[2]]()}\n{found[3]}", page)


def _parts(data: Mapping[str, Any], language: str) -> dict[str, Callable[[], str]]:
    def table(document: str) -> Callable[[], str]:
        return lambda: _points(data, document, language)

    return {
        **{document: table(document) for document in DOCUMENTS},
        "numbers": lambda: _numbers(data, language),
        "defaults": lambda: _list(data["defaults"], language),
        "sensitivities": lambda: sensitivities(language),
        "settled": lambda: _list(data["settled"], language),
    }


def _templates(language: str) -> dict[str, Callable[[], str]]:
    return {"templates": template_names, "contract": lambda: contract_pages(language)}


def _points(data: Mapping[str, Any], document: str, language: str) -> str:
    rows = [WORDS[language]["columns"], "| --- | --- | --- |"]
    for point, entry in data["propositions"].items():
        if point.startswith(f"{document}-"):
            served = _served(entry, data, language)
            rows.append(f'| <a id="{point.lower()}"></a>{point} | {entry[language]} | {served} |')
    return "\n".join(rows) + "\n"


def _served(entry: Mapping[str, Any], data: Mapping[str, Any], language: str) -> str:
    words = WORDS[language]

    def code(one: str) -> str:
        return f"[{one}](rules{LANGUAGES[language]}.md#{one.lower()})"

    said = [words["comma"].join(code(one) for one in entry.get("rules", ()))]
    named: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("readings", lambda one: data["readings"][one][language]),
        ("parts", lambda one: data["parts"][one][language]),
        ("fields", lambda one: f"`{one}`"),
        ("texts", code),
    )
    for key, called in named:
        if ones := entry.get(key, ()):
            said.append(words[key].format(words["comma"].join(called(one) for one in ones)))
    if "not" in entry:
        said.append(words["not"].format(data["reasons"][entry["not"]][language]))
    return words["then"].join(one for one in said if one)


def _numbers(data: Mapping[str, Any], language: str) -> str:
    points = data["propositions"].values()
    unserved = sum("not" in one for one in points)
    return WORDS[language]["numbers"].format(
        all=len(points), served=len(points) - unserved, unserved=unserved, rules=len(RULES)
    ) + "\n"  # fmt: skip


def _list(entries: Mapping[str, Mapping[str, str]], language: str) -> str:
    colon = "：" if language == "zh" else ": "
    return "".join(
        f'- <a id="{name.lower()}"></a>**{name}**{colon}{entry[language]}\n'
        for name, entry in entries.items()
    )


def main() -> None:
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
