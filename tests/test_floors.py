"""The house keeps its floors and doors.

A module imports only from rooms below its own. Each third-party library comes in through its door, and those
that take long to load come in when a function asks for them. To see the house, read the two tables.
"""

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import relreport

HOUSE = Path(relreport.__file__).parent

# From the ground up. On one floor a room may use those that stand before it, so no two can use each other.
FLOORS = (
    ("record", "morrow", "answers", "patterns", "finding", "nearest", "fields", "model", "resources", "fonts", "phrases", "starter"),
    ("spellings", "bounds", "lines", "source", "markdown"),
    ("parse", "supposing"),
    ("readings",),
    ("rules",),
    ("assess", "trend", "moves", "playbook", "questions", "explain", "actions", "whatif"),
    ("diagnostics", "text", "audience", "repairs", "schema", "reference", "charts"),
    ("page", "formats", "template_reference"),
    ("figures", "rule_names", "country_names", "label_names", "config", "history", "pieces", "stamps", "cache", "output", "writer", "adding", "ordering", "canonical", "serving", "baseline", "scan", "build", "review", "exchange"),
    ("cli", "__main__"),
)
ROOMS = [room for floor in FLOORS for room in floor]

DOORS = {
    "_ruamel_yaml": {"source"},
    "babel": {"text"},
    "click": {"cli"},
    "fontTools": {"fonts"},
    "holidays": {"readings"},
    "jinja2": {"formats.html", "formats.sandbox", "formats.compiled"},
    "lunar_python": {"readings"},
    "markdown_it": {"markdown", "bounds"},  # bounds only names its tokens
    "markupsafe": {"formats.sandbox"},
    "mdit_py_plugins": {"markdown"},
    "nh3": {"markdown"},
    "pikepdf": {"scan"},
    "pydyf": {"formats.enginehaste"},
    "ruamel": {"source", "writer"},
    "subprocess": {"history"},  # the door to git
    "tinyhtml5": {"formats.enginehaste", "formats.htmltree"},
    # the others mend slow spots of it
    "weasyprint": {
        "formats.engine", "formats.enginehaste", "formats.enginestyles", "formats.enginetext",
        "formats.hangingblank", "formats.hanwidth",
    },
}
LOADED_WHEN_ASKED = {"babel", "holidays", "lunar_python", "pikepdf", "pydyf", "tinyhtml5", "weasyprint"}

MODULES = {".".join(path.relative_to(HOUSE).with_suffix("").parts): path for path in HOUSE.rglob("*.py")}


def imports(path: Path) -> Iterator[tuple[str, int, bool]]:
    """What a module imports: the full name, the line, and whether that happens when the module is loaded."""
    tree = ast.parse(path.read_bytes())
    later = {
        inner
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        or (isinstance(outer, ast.If) and ast.unparse(outer.test).endswith("TYPE_CHECKING"))
        for inner in ast.walk(outer)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            # from relreport import fields: the room is in the name that is imported
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            pytest.fail(f"{path}:{node.lineno}: an import says the whole name")
        else:
            continue
        for name in names:
            yield name, node.lineno, node not in later


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_imports_from_below_and_through_the_doors(module: str) -> None:
    room = module.split(".")[0]
    assert room in ROOMS or room == "__init__", f"{room} has no floor: give it one in FLOORS"
    for name, line, at_once in imports(MODULES[module]):
        package, _, rest = name.partition(".")
        where = f"{MODULES[module]}:{line}"
        if package == "relreport":
            other = rest.split(".")[0]
            if other in ROOMS and other != room:
                assert room in ROOMS, f"{where}: {other} on the doorstep"
                assert ROOMS.index(other) < ROOMS.index(room), f"{where}: {other} is not below {room}"
        elif package in DOORS:
            at_a_door = any(f"{module}.".startswith(f"{door}.") for door in DOORS[package])
            assert at_a_door, f"{where}: not the door of {package}"
            assert not (at_once and package in LOADED_WHEN_ASKED), f"{where}: import it inside the function"
        else:
            assert package in sys.stdlib_module_names, f"{where}: {package} has no door: give it one in DOORS"


def led_to(path: Path) -> Iterator[str]:
    """Modules of the house that a module loads, at once or later; what only annotations name is not loaded."""
    tree = ast.parse(path.read_bytes())
    unloaded = {
        inner
        for outer in ast.walk(tree)
        if isinstance(outer, ast.If) and ast.unparse(outer.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(outer)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node not in unloaded:
            for alias in node.names:
                names = (f"{node.module}.{alias.name}", str(node.module))
                rests = [one.removeprefix("relreport.") for one in names]
                yield from [one for rest in rests for one in (rest, f"{rest}.__init__") if one in MODULES][:1]


def test_no_two_modules_lead_to_each_other() -> None:
    graph = {module: set(led_to(path)) - {module} for module, path in MODULES.items()}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names them


# what the scanner reads accounts with: it knows what a file says, and nothing of what is made of it
READS_WITH = {"record", "finding", "fields", "lines", "model", "parse", "resources", "source"}


def test_the_leak_scanner_shares_no_code_with_what_it_checks() -> None:
    shared = [
        f"{path}:{line}: {name}"
        for module, path in MODULES.items()
        if module.split(".")[0] == "scan"
        for name, line, _ in imports(path)
        if name.startswith("relreport.") and name.split(".")[1] not in {"scan", *READS_WITH}
    ]
    assert shared == []
