"""Templates: every made page in both languages, its structure, its safety, and the page in a browser."""

import copy
import re
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import html5lib
import pytest
from jinja2.exceptions import SecurityError, TemplateAssertionError, UndefinedError
from ruamel.yaml import YAML

from relreport.formats import html
from relreport.page.contract.parts import Html
from relreport.page.contract.plan import HandoutPage, PlanPage
from relreport.page.contract.portfolio import PortfolioPage
from relreport.template_reference import every_part
from tests.pages import render_portfolio

ROOT = Path(__file__).parents[1]
HTML = "{http://www.w3.org/1999/xhtml}"
LANGUAGES = ("en", "zh")


def _made() -> ModuleType:
    spec = spec_from_file_location("made_pages", Path(__file__).with_name("made_pages.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MADE = _made()
RENDERED: dict[str, tuple[Callable[[Any], str], Callable[[str], Any]]] = {
    **{f"plan-{name}": (html.render_plan, make) for name, make in MADE.PLANS.items()},
    **{f"handout-{name}": (html.render_handout, make) for name, make in MADE.PLANS.items()},
    "portfolio": (render_portfolio, MADE.portfolio),
    "portfolio-of-three": (render_portfolio, lambda lang: MADE.portfolio(lang, 3)),
    "portfolio-of-none": (render_portfolio, lambda lang: MADE.portfolio(lang, 0)),
}


def words(lang: str) -> dict[str, dict[str, str]]:
    text = (ROOT / "relreport" / "locales" / lang / "pages.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = YAML(typ="safe", pure=True).load(text)
    return loaded


def tree(text: str) -> Any:
    parser = html5lib.HTMLParser(namespaceHTMLElements=True)
    document = parser.parse(text)
    assert not parser.errors
    return document


@pytest.fixture(
    params=[(name, lang) for name in RENDERED for lang in LANGUAGES], ids="-".join, scope="module"
)
def document(request: pytest.FixtureRequest) -> Any:
    name, lang = request.param
    render, make = RENDERED[name]
    return tree(render(make(lang)))


def test_ids_are_unique_and_links_within_the_page_arrive(document: Any) -> None:
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    within = {element.get("href") for element in document.iter(f"{HTML}a")} - {"#"}
    assert {href[1:] for href in within if href and href.startswith("#")} <= set(ids)


def test_the_contents_are_in_the_order_of_the_page(document: Any) -> None:
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    for nav in document.iter(f"{HTML}nav"):
        if nav.get("class") == "contents":
            named = [element.get("href", "")[1:] for element in nav.iter(f"{HTML}a")]
            assert named == sorted(named, key=ids.index)
    if {"actions", "share"} <= set(ids):  # what is next before what was, for whoever listens or scrolls, too
        assert ids.index("actions") < ids.index("share")


def test_one_heading_of_the_first_level_and_none_skipped(document: Any) -> None:
    levels = [
        int(element.tag[-1]) for element in document.iter() if re.fullmatch(f"{HTML}h[1-6]", str(element.tag))
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_tables_have_headings_with_a_scope(document: Any) -> None:
    assert all(head.get("scope") for head in document.iter(f"{HTML}th"))
    for table in document.iter(f"{HTML}table"):
        assert table.find(f".//{HTML}th[@scope='col']") is not None


def test_chinese_in_an_english_page_is_marked(document: Any) -> None:
    if document.get("lang") != "en":
        return

    def unmarked(element: Any, lang: str) -> Iterator[str]:
        lang = element.get("lang") or lang
        if element.tag.endswith(("}title", "}option", "}style")) or not isinstance(element.tag, str):
            return  # these hold no markup
        if lang == "en" and "svg" not in element.tag:
            yield from re.findall("[\u4e00-\u9fff]+", element.text or "")
        for child in element:
            yield from unmarked(child, lang)
            if lang == "en" and "svg" not in element.tag:
                yield from re.findall("[\u4e00-\u9fff]+", child.tail or "")

    assert not list(unmarked(document, "en"))


def test_no_handler_no_style_no_foreign_address_in_the_page(document: Any) -> None:
    for element in document.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        for name in ("href", "src"):
            assert ":" not in (element.get(name) or "")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", RENDERED)
def test_same_page_same_bytes(name: str, lang: str) -> None:
    render, make = RENDERED[name]
    assert render(make(lang)) == render(make(lang))


# --- the contract ---


def breaches(value: object, wanted: Any, path: str) -> Iterator[str]:
    """Where a value is not what the contract says: the contract is documentation, and this keeps it true."""
    origin = get_origin(wanted)
    if origin is NotRequired:
        yield from breaches(value, get_args(wanted)[0], path)
    elif is_typeddict(wanted):
        if not isinstance(value, dict):
            yield f"{path} is no dict"
            return
        hints = get_type_hints(wanted)
        missing = wanted.__required_keys__ - value.keys()
        yield from (f"{path}.{key} is missing" for key in sorted(missing))
        for key, part in value.items():
            if key in hints:
                yield from breaches(part, hints[key], f"{path}.{key}")
    elif origin is list:
        if not isinstance(value, list):
            yield f"{path} is no list"
            return
        for place, part in enumerate(value):
            yield from breaches(part, get_args(wanted)[0], f"{path}[{place}]")
    elif origin is Literal:
        if value not in get_args(wanted):
            yield f"{path} is {value!r}"
    elif origin is Union or type(wanted).__name__ == "UnionType":
        if all(list(breaches(value, one, path)) for one in get_args(wanted)):
            yield f"{path} is {value!r}"
    elif (
        origin is None
        and wanted is not type(None)
        and not isinstance(value, (int, float) if wanted is float else wanted)
    ):
        yield f"{path} is {value!r}, not {wanted.__name__}"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", MADE.PLANS)
def test_made_plans_keep_the_contract(name: str, lang: str) -> None:
    page = MADE.PLANS[name](lang)
    assert not list(breaches(page, HandoutPage, "page"))


def test_the_check_of_the_contract_finds_breaches() -> None:
    page = MADE.rich("en")
    del page["head"]["name"]
    page["gaps"]["lead"][0]["severity"] = "grave"
    assert list(breaches(page, PlanPage, "page")) == [
        "page.head.name is missing",
        "page.gaps.lead[0].severity is 'grave'",
    ]


def test_no_key_is_called_like_a_method_of_a_dict() -> None:
    names = {key for part in every_part() for key in part.__annotations__}
    assert "audience_note" in names
    assert not [name for name in names if hasattr(dict, name)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("render", "keys", "make"),
    [
        (html.render_plan, PlanPage, MADE.rich),
        (html.render_handout, HandoutPage, MADE.rich),
        (render_portfolio, PortfolioPage, MADE.portfolio),
    ],
)
def test_every_optional_block_may_be_left_out(render: Any, keys: Any, make: Any, lang: str) -> None:
    whole = make(lang)
    for absent in keys.__optional_keys__:
        assert render({key: part for key, part in whole.items() if key != absent})
    assert render({key: whole[key] for key in keys.__required_keys__})


# --- safety ---

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}'


def poisoned(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {
            name: part if name in {"words", "site"} else poisoned(part, name) for name, part in value.items()
        }
    if isinstance(value, list):
        return [poisoned(part, key) for part in value]
    if (
        isinstance(value, str)
        and not isinstance(value, Html)
        and key not in {"href", "lang", "paper", "state", "severity", "tone", "kind"}
    ):
        return value + HOSTILE
    return value


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("render", "make"),
    [
        (html.render_plan, MADE.trouble),
        (html.render_handout, MADE.trouble),
        (render_portfolio, MADE.portfolio),
    ],
)
def test_text_is_never_markup(render: Any, make: Any, lang: str) -> None:
    text = render(poisoned(make(lang)))
    document = html5lib.parse(text)
    assert not list(document.iter(f"{HTML}img"))
    assert [script.get("src") for script in document.iter(f"{HTML}script")] in (
        [],
        ["assets/js/portfolio.js"],
    )
    assert "49" not in re.sub(r"\d49|49\d|\.49", "", text) or "{{ 7*7 }}" in text


def test_a_template_of_the_workspace_replaces_the_shipped_one() -> None:
    own = {"partials/gap.html": "{% macro gap(one) %}<li>OWN {{ one.title }}</li>{% endmacro %}"}
    assert "OWN The relationship fell back a stage" in html.render_plan(MADE.rich("en"), own)
    assert "OWN" not in html.render_plan(MADE.rich("en"))


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("{{ page.nonesuch }}", UndefinedError),
        ("{{ page.head.nonesuch }}", UndefinedError),
        ("{{ ''.__class__.__mro__ }}", SecurityError),
        ("{{ page.verdict.append(1) }}", SecurityError),
        ("{{ page.head.name|safe }}", TemplateAssertionError),
    ],
)
def test_a_template_can_neither_guess_nor_reach_out(template: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        html.render_plan(MADE.rich("en"), {"plan.html": template})


def test_a_template_behind_a_link_is_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    folder = tmp_path / "templates"
    outside.mkdir()
    folder.mkdir()
    (outside / "plan.html").write_text("secret", encoding="utf-8")
    (folder / "handout.html").write_text("own", encoding="utf-8")
    (folder / "plan.html").symlink_to(outside / "plan.html")
    (folder / "partials").symlink_to(outside, target_is_directory=True)
    assert html.read_templates(folder) == {"handout.html": "own"}


def test_rendering_changes_nothing_of_the_page() -> None:
    page = MADE.rich("en")
    before = copy.deepcopy(page)
    html.render_plan(page)
    html.render_handout(page)
    assert page == before


# --- the fixed words ---


def test_nothing_is_joined_in_one_language_for_both() -> None:
    # what parts the members of a list is a word of the language: `words.comma`, `Wording.several`;
    # numbers of lines behind a path are of none
    root = Path(html.__file__).parents[2]
    sources = [*root.glob("templates/**/*.html"), *root.glob("relreport/page/**/*.py")]
    sources += root.glob("relreport/review/**/*.py")
    assert len(sources) > 40
    literal = re.compile(r"""(?:["'](?:, ?|、)["']\.join(?!\(map\(str)|join\(["'](?:, ?|、)|\{\{ ["'](?:, ?|、)["'])""")
    assert [(one.name, found) for one in sources for found in literal.findall(one.read_text("utf-8"))] == []


def placeholders(text: str) -> set[str]:
    return {name.split("|")[0] for name in re.findall(r"{([^}]+)}", text)}


@pytest.mark.parametrize("part", ["words", "phrases"])
def test_both_languages_have_the_same_words(part: str) -> None:
    english, chinese = (words(lang)[part] for lang in LANGUAGES)
    assert english.keys() == chinese.keys()
    assert {key: placeholders(text) for key, text in english.items()} == {
        key: placeholders(text) for key, text in chinese.items()
    }


def test_no_language_has_words_of_the_other() -> None:
    for part in words("en").values():
        assert not [text for text in part.values() if re.search("[\u2e80-\u9fff]", text)]
    for part in words("zh").values():
        bare = [re.sub(r"{[^}]*}|PDF", "", text) for text in part.values()]
        assert not [text for text in bare if re.search("[A-Za-z]", text)]


def test_every_word_is_used_and_none_is_missing() -> None:
    used = set(re.findall(r"\bwords\.(\w+)", "".join(html.shipped_templates().values())))
    assert used == words("en")["words"].keys()


def test_templates_hold_no_sentence() -> None:
    for name, text in html.shipped_templates().items():
        text = re.sub("block kind %}.*?{%", "", text)
        bare = re.sub(
            r"{#.*?#}|{%.*?%}|{{.*?}}|<!.*?>|<[^>]*>",
            " ",
            re.sub(r"{{.*?}}|{%.*?%}", "", text),
            flags=re.DOTALL,
        )
        assert not re.search(r"[A-Za-z]{3,}|[\u4e00-\u9fff]", bare), name
