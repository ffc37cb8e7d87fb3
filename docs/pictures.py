"""The pictures of the README, made anew by hand when the look changed: `python docs/pictures.py [CHROMIUM]`.

Wants pdftoppm, and playwright of the test dependencies with a Chromium: its own, or the one that is named.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
ACCOUNT, DAY = "muxi-airport", "2026-11-20"
COLOURS = 256  # calm pages need no more, and the repository stays small


def keep(data: bytes, name: str) -> None:
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        PICTURES / name, optimize=True
    )


def build(output: Path) -> None:
    asked = ["build", "--format", "all", "--lang", "en,zh", "--as-of", DAY, "--audience", "manager"]
    subprocess.run(
        [sys.executable, "-m", "relreport", "--quiet", *asked, "--output", str(output)],
        cwd=HERE.parent,
        check=True,
    )


def page_one(pdf: Path) -> bytes:
    """Page one as a picture of 96 dots an inch."""
    return subprocess.run(
        ["pdftoppm", "-f", "1", "-l", "1", "-r", "96", "-png", str(pdf)], check=True, capture_output=True
    ).stdout


def screen(page: Path, chromium: str | None) -> bytes:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        view = browser.new_page(viewport={"width": 1280, "height": 1080})
        view.goto(page.as_uri())
        data = view.screenshot()
        browser.close()
    return data


def main(chromium: str | None = None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        build(output)
        keep(page_one(output / "pdf" / f"{ACCOUNT}.pdf"), "handout.png")
        keep(page_one(output / "zh" / "pdf" / f"{ACCOUNT}.pdf"), "handout.zh.png")
        keep(screen(output / "accounts" / f"{ACCOUNT}.html", chromium), "plan.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
