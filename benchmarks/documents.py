"""`python -m benchmarks.documents ours|weasy FOLDER`: every handout there becomes a PDF."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path


def main(way: str, folder: Path) -> None:
    sheet = (folder / "paper.css").read_text(encoding="utf-8")
    pages = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))]
    if way == "ours":
        from relreport.formats.engine import Engine

        engine = Engine(stylesheets={"paper.css": sheet.encode()}, assets={})
        for number, page in enumerate(pages):
            engine.render(page, moment=date(2026, 11, 20))
            if number == 0:
                engine.settle()
        return
    import weasyprint

    plain = sheet.replace('"Relreport Latin", ', "").replace('"Relreport Sans", ', "")
    for page in pages:
        document = weasyprint.HTML(string=page)
        document.write_pdf(stylesheets=[weasyprint.CSS(string=plain)], pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
