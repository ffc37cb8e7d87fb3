"""The docs as a site: every page in both languages, every rule its own, every link leads somewhere, nothing is fetched."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest

from relreport.rules import RULES

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_site", DOCS / "publish.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["docs_site"] = module  # a dataclass looks its module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def site(maker: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("site")
    maker.build(folder)
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.html")
    }


def test_every_page_stands_in_both_languages(site: dict[str, str]) -> None:
    english = {name for name in site if not name.startswith("zh/")}
    assert {f"zh/{name}" for name in english} == set(site) - english
    assert {f"rules/{code.lower()}.html" for code in RULES} <= english


def test_every_page_of_docs_is_in_the_contents(maker: ModuleType) -> None:
    named = {name for _, names in maker.ORDER for name in names}
    there = {path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md")}
    assert {name for name in there if not name.endswith(".zh")} == named - {"index"}


def test_every_link_leads_to_a_page_and_its_anchor(site: dict[str, str]) -> None:
    anchors = {name: set(re.findall(r'\bid="([^"]+)"', text)) for name, text in site.items()}
    for name, text in site.items():
        for href in re.findall(r'href="([^"]+)"', text):
            if re.match(r"https?:", href) or href.endswith((".css", ".png")):
                continue
            path, _, anchor = href.partition("#")
            parts = [*name.split("/")[:-1], *path.split("/")] if path else name.split("/")
            while ".." in parts:
                at = parts.index("..")
                del parts[at - 1 : at + 1]
            target = "/".join(parts)
            assert target in site, (name, href)
            assert not anchor or unquote(anchor) in anchors[target], (name, href)


def test_nothing_is_fetched_and_nothing_runs(site: dict[str, str]) -> None:
    for name, text in site.items():
        assert "<script" not in text, name
        assert not re.search(r'(?:src|<link[^>]*href)="(?:https?:)?//', text), name
        assert "default-src 'none'" in text, name


def test_a_rule_says_when_it_speaks_and_what_it_rests_on(site: dict[str, str]) -> None:
    text = site["rules/net01.html"]
    assert "<h1" in text
    assert "NET01 · " in text
    assert 'href="../method.html#s1-41"' in text
    assert 'href="../zh/rules/net01.html"' in text
    assert "no-zh" not in site["zh/rules/net01.html"]


def test_no_blank_parts_han_at_a_lines_end(site: dict[str, str]) -> None:
    text = re.sub(r"<pre.*?</pre>", "", site["zh/guides/why.html"], flags=re.DOTALL)
    assert not re.search(r"[\u4e00-\u9fff，。；：]\n[\u4e00-\u9fff]", text)


def test_a_folder_of_something_else_is_not_emptied(maker: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SystemExit):
        maker.build(tmp_path)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_two_builds_are_the_same(maker: ModuleType, site: dict[str, str], tmp_path: Path) -> None:
    maker.build(tmp_path)
    for name in ("index.html", "rules.html", "zh/guides/why.html"):
        assert (tmp_path / name).read_text(encoding="utf-8") == site[name]
