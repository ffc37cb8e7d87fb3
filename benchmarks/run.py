"""Every row of the speed table, as ratios within one run: `make bench` (`--accounts 1000` for its full size).

Whole processes are measured in turns with what they are compared to, the least of some rounds each: what else
the machine does is then in both, or in neither. Processor seconds count, which a busy machine changes least;
only where workers are compared it is the time on the clock.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP))

from benchmarks import peers  # noqa: E402
from benchmarks.made import account  # noqa: E402

SETTINGS = (
    "language: zh\naudience: manager\npeople:\n  - {id: li-na, name: 李娜}\n  - {id: zhou-gang, name: 周刚}\n"
)
PYTHON = sys.executable
# modules compiled once, as wherever something is installed
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=1000)
    parser.add_argument("--documents", type=int, default=4, help="PDFs a round")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    print(f"{chosen.accounts} accounts, {os.cpu_count()} processors, Python {sys.version.split()[0]}\n")
    print(f"{'what':44} {'seconds':>9} {'against':>22} {'ratio':>7} {'reach':>7}")
    with tempfile.TemporaryDirectory(prefix="relreport-bench-") as folder:
        place = Path(folder)
        starting(place, chosen.rounds)
        in_process(chosen.rounds)
        html(place, chosen.accounts, chosen.rounds)
        pdf(place, chosen.documents, chosen.rounds)


def row(what: str, seconds: float, against: str = "", ratio: float | None = None, reach: str = "") -> None:
    shown = "" if ratio is None else f"{ratio:7.2f}"
    print(f"{what:44} {seconds:9.4f} {against:>22} {shown:>7} {reach:>7}", flush=True)


def in_turns(rounds: int, *works: Callable[[], float]) -> list[float]:
    """The quickest of several rounds of each, one after the other."""
    found = [[work() for work in works] for _ in range(rounds)]
    return [min(times) for times in zip(*found, strict=True)]


def process(
    command: Sequence[str | Path], before: Callable[[], object] = lambda: None, *, clock: bool = False
) -> Callable[[], float]:
    """A whole process, after what is not counted: its processor seconds, or those of the `clock`."""

    def timed() -> float:
        before()
        began, used = time.perf_counter(), spent()
        subprocess.run([*map(str, command)], cwd=TOP, check=False, capture_output=True, env=ENVIRONMENT)
        return time.perf_counter() - began if clock else spent() - used

    return timed


def spent() -> float:
    """Processor seconds of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(work: Callable[[], object]) -> float:
    used = spent()
    work()
    return spent() - used


def here(work: Callable[[], object]) -> Callable[[], float]:
    def timed() -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    return timed


def relreport(*arguments: str | Path) -> list[str | Path]:
    return [PYTHON, "-m", "relreport", *arguments]


def starting(place: Path, rounds: int) -> None:
    root = workspace(place / "one", 1)
    click, help, check = in_turns(
        rounds * 3,
        process([PYTHON, "-c", "import click"]),
        process(relreport("--help")),
        process(relreport("-C", root, "check", root / "accounts" / "a00000.md")),
    )
    row("python -c 'import click'", click)
    row("relreport --help", help, "import click", help / click, "2")
    row("relreport check, one file", check, "import click", check / click, "5")


def in_process(rounds: int) -> None:
    from relreport.assess import assess
    from relreport.parse import parse, parse_settings
    from relreport.readings import read

    texts = [account(number) for number in range(8)]
    settings, day = parse_settings("relreport.yaml", SETTINGS.encode()).settings, date(2026, 11, 20)
    works: list[Callable[[], float]] = []
    for text in texts:
        front, data = text.split("---\n", 2)[1], text.encode()
        parsed = parse("accounts/made.md", data, settings).account
        assert parsed is not None
        works += [
            here(partial(parse, "accounts/made.md", data, settings)),
            here(partial(plain_load, front)),
            here(partial(assess, parsed, settings, day)),
            here(partial(read, parsed, settings, day)),
        ]
    quickest = in_turns(rounds * 20, *works)
    reading, plain, assessing, readings = (sum(quickest[place::4]) / len(texts) for place in range(4))
    row("reading one account", reading, "ruamel safe C load", reading / plain, "0.4")
    row("reading one account", reading, "4 ms", reading / 0.004, "1")
    row("all rules, on its readings", assessing - readings, "2 ms", (assessing - readings) / 0.002, "1")
    row("assessing one account", assessing, "2 ms", assessing / 0.002, "1")


def plain_load(front: str) -> object:
    from ruamel.yaml import YAML

    found: object = YAML(typ="safe").load(front)
    return found


def html(place: Path, count: int, rounds: int) -> None:
    root = workspace(place / "many", count)
    output, accounts, other = root / "output", root / "accounts", place / "other"
    one = accounts / "a00000.md"

    def build(*options: str, day: str = "2026-11-20", jobs: int = 1) -> list[str | Path]:
        return relreport("-q", "-C", root, "build", "--as-of", day, "--jobs", str(jobs), *options)

    def cleared() -> None:
        shutil.rmtree(other, ignore_errors=True)

    def script(name: str) -> list[str | Path]:
        code = (
            f"from pathlib import Path; from benchmarks.baselines import {name} as work;"
            f" work(Path({str(accounts)!r}), Path({str(other)!r}))"
        )
        return [PYTHON, "-c", code]

    def touched() -> None:
        one.write_text(one.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    def yesterday() -> None:
        subprocess.run([*map(str, build())], cwd=TOP, check=False, capture_output=True)

    raw, bare, cold, morning, alone, two = in_turns(
        rounds,
        process(script("raw"), cleared),
        process(script("bare"), cleared),
        process(build("--force")),
        process(build(day="2026-11-21"), yesterday),
        process(build("--force"), clock=True),
        process(build("--force", jobs=2), clock=True),
    )
    row("raw: read bytes, write bytes", raw)
    row("bare: YAML, Markdown, jinja2", bare)
    row("HTML, cold, one process", cold, "bare", cold / bare, "2")
    row("HTML, next morning", morning, "cold", morning / cold, "0.5")
    row("HTML, cold, two workers", two, "one process", alone / two, "1.7 ×")
    builder = process(
        build("--force", jobs=2)
    )()  # workers are no children of it: their seconds are not in it
    row("  of which the builder itself", builder, "one process", builder / cold)
    yesterday()
    same, changed = in_turns(rounds, process(build()), process(build(), touched))
    row("HTML, nothing changed", same, "0.4 s", same / 0.4, "1")
    row("HTML, one file changed", changed, "0.6 s", changed / 0.6, "1")
    for name, peer in peers.HTML.items():
        command = peer(accounts, place / name)
        if command is None:
            print(f"{name}: not installed")
            continue
        (theirs,) = in_turns(rounds, process(command))
        row(f"{name}", theirs)
        row("  HTML, cold, one process", cold, name, cold / theirs)
        row("  HTML, nothing changed", same, name, same / theirs, "0.2")
        row("  HTML, one file changed", changed, name, changed / theirs, "0.3")
    assert output.is_dir()


def pdf(place: Path, count: int, rounds: int) -> None:
    """Our engine against WeasyPrint without care, on the same HTML and style sheet, in one process each."""
    from relreport.build.job import Job
    from relreport.build.one import build_one
    from relreport.build.order import Order
    from relreport.formats.html import shipped_assets
    from relreport.model import Settings

    seen: list[str] = []
    sheet = shipped_assets()["css/paper.css"].decode()
    collecting(seen)
    order = Order(settings=Settings(), day=date(2026, 11, 20), languages=("zh",), html=False, pdf=True)
    for number in range(count):
        build_one(Job(path=f"accounts/a{number}.md", id=f"a{number}", data=account(number).encode()), order)
    for number, page in enumerate(seen):
        (place / f"{number}.html").write_text(page, encoding="utf-8")
    (place / "paper.css").write_text(sheet, encoding="utf-8")
    ours, theirs = in_turns(
        rounds,
        process([PYTHON, "-m", "benchmarks.documents", "ours", str(place)]),
        process([PYTHON, "-m", "benchmarks.documents", "weasy", str(place)]),
    )
    row(f"{count} PDFs, our engine", ours, "weasy", ours / theirs, "0.65")
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        print("Chromium: not installed")
    else:
        (chromium,) = in_turns(1, lambda: measured(lambda: printed(browser, place, count)))
        row(f"{count} PDFs, Chromium, one process a file", chromium)
        row("  PDFs, our engine", ours, "Chromium", ours / chromium, "1")
    commands = peers.typst(place / "many" / "accounts", place / "typst", count)
    if commands is None:
        print("Typst: not installed")
    else:
        typst = sum(process(command)() for command in commands)
        row(f"{count} PDFs, Typst, plain tables, one process a file", typst)
        row("  PDFs, our engine", ours, "Typst", ours / typst)
    root = workspace(place / "papers", max(4, count))
    one, two = in_turns(
        1,
        process(
            relreport("-q", "-C", root, "build", "--format", "pdf", "--force", "--jobs", "1"), clock=True
        ),
        process(
            relreport("-q", "-C", root, "build", "--format", "pdf", "--force", "--jobs", "2"), clock=True
        ),
    )
    row("PDF builds, two workers", two, "one worker", one / two, "1.5 ×")


def collecting(seen: list[str]) -> None:
    """From now on the HTML of every handout is noted before it is set."""
    from relreport.formats.engine import Engine

    render = Engine.render

    def noted(engine: Engine, html: str, *, moment: date) -> object:
        seen.append(html)
        return render(engine, html, moment=moment)

    Engine.render = noted  # type: ignore[method-assign,assignment]


def printed(browser: str, place: Path, count: int) -> None:
    for number in range(count):
        profile = place / f"profile-{number}"
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                f"--user-data-dir={profile}",
                f"--print-to-pdf={place / f'{number}-chromium.pdf'}",
                str(place / f"{number}.html"),
            ],
            check=False,
            capture_output=True,
            timeout=120,
        )


def workspace(root: Path, count: int) -> Path:
    (root / "accounts").mkdir(parents=True)
    (root / "relreport.yaml").write_text(SETTINGS, encoding="utf-8")
    for number in range(count):
        (root / "accounts" / f"a{number:05}.md").write_text(account(number), encoding="utf-8")
    return root


if __name__ == "__main__":
    main()
