"""What somebody might make papers with instead, timed beside ours by `bench_papers`: LibreOffice, fpdf2, WeasyPrint.

This file is also the worker that runs in another Python: `bench_rivals.py NAME`. It takes one line of JSON, the
documents and a folder, then makes all of them at each further line and answers with the processor seconds of one.
"""

from __future__ import annotations

import html
import importlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parents[1] / "resources" / "fonts"
_FACES = {"": FONTS / "LiberationSans-Regular.ttf", "B": FONTS / "LiberationSans-Bold.ttf"}
_SIZES = {"h1": 22, "h2": 13, "h3": 10.5, "p": 10}  # points, as on our papers; tables 9
_NEEDS = {"fpdf2": "fpdf", "WeasyPrint": "weasyprint", "WeasyPrint, PDF/UA-1": "weasyprint"}
_PDF_UA = json.dumps({"PDFUACompliance": {"type": "boolean", "value": "true"}})

Blocks = list[Any]
"""["h1"|"h2"|"h3"|"p", words] and ["table", head rows, rows of cells]."""


class Rival:
    """One other way, in a process of its own that stays open over all rounds."""

    def __init__(self, name: str, python: str) -> None:
        self.name = name
        self._worker = subprocess.Popen(
            [python, __file__, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._folder = Path()

    def take(self, blocks: Sequence[Blocks], folder: Path) -> None:
        """Hand over the documents; they are made once, to warm up."""
        folder.mkdir()
        self._folder = folder
        self._ask({"blocks": list(blocks), "folder": str(folder)})
        self.seconds_each()

    def seconds_each(self) -> float:
        """Make all documents; return the processor seconds of one, without those of starting."""
        return float(self._ask("again"))

    def made(self) -> list[Path]:
        return sorted(self._folder.glob("*.pdf"))

    def close(self) -> None:
        assert self._worker.stdin is not None
        self._worker.stdin.close()
        self._worker.wait()

    def _ask(self, message: object) -> Any:
        assert self._worker.stdin is not None
        assert self._worker.stdout is not None
        print(json.dumps(message), file=self._worker.stdin, flush=True)
        return json.loads(self._worker.stdout.readline())


def find_rivals() -> tuple[list[Rival], list[str]]:
    """Return those that are here, and a sentence for each that is not."""
    python = os.environ.get("VICTIMPLANNER_BENCH_PYTHON", sys.executable)
    found, absent = [], []
    for name, module in _NEEDS.items():
        if subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0:
            found.append(Rival(name, python))
        else:
            absent.append(f"{name} is left out: it is not installed in {python}.")
    if shutil.which("soffice"):
        found += [Rival(name, sys.executable) for name in ("LibreOffice", "LibreOffice, PDF/UA-1")]
    else:
        absent.append("LibreOffice is left out: there is no soffice on the path.")
    return found, absent


# ---------------------------------------------------------------- fpdf2


def make_with_fpdf2(blocks: Blocks, target: Path) -> None:
    fpdf = importlib.import_module("fpdf")
    pdf = fpdf.FPDF(format="A4")
    pdf.set_margins(23, 25, 18)
    pdf.set_auto_page_break(True, 24.5)
    for style, path in _FACES.items():
        pdf.add_font("Paper", style, str(path))
    pdf.add_page()
    for kind, *content in blocks:
        if kind == "table":
            heads, rows = content
            pdf.set_font("Paper", "", 9)
            with pdf.table(first_row_as_headings=bool(heads), line_height=4.2) as table:
                for cells in rows:
                    row = table.row()
                    for cell in cells:
                        row.cell(cell)
        else:
            pdf.set_font("Paper", "B" if kind != "p" else "", _SIZES[kind])
            pdf.multi_cell(0, _SIZES[kind] * 0.49, content[0], new_x="LMARGIN", new_y="NEXT")
            pdf.ln(2)
    pdf.output(str(target))


# ---------------------------------------------------------------- WeasyPrint


def make_with_weasyprint(blocks: Blocks, target: Path, variant: str | None = None) -> None:
    weasyprint = importlib.import_module("weasyprint")
    weasyprint.HTML(string=_as_html(blocks)).write_pdf(str(target), pdf_variant=variant)


def _as_html(blocks: Blocks) -> str:
    faces = "".join(
        f"@font-face {{ font-family: Paper; font-weight: {weight}; src: url('{_FACES[style].as_uri()}'); }}"
        for style, weight in (("", "normal"), ("B", "bold"))
    )
    sizes = "".join(f"{kind} {{ font-size: {size}pt; }}" for kind, size in _SIZES.items())
    style = (
        f"{faces} {sizes} @page {{ size: A4; margin: 25mm 18mm 24.5mm 23mm; }} body {{ font-family: Paper; }}"
        "table { width: 100%; border-collapse: collapse; font-size: 9pt; }"
        "td, th { border-bottom: 0.5pt solid #b4b4b4; padding: 4pt; text-align: left; vertical-align: top; }"
    )
    parts = []
    for kind, *content in blocks:
        if kind == "table":
            heads, rows = content
            made = [
                "<tr>" + "".join(f"<{c}>{_escaped(cell)}</{c}>" for cell in row) + "</tr>"
                for at, row in enumerate(rows)
                for c in ("th" if at < heads else "td",)
            ]
            parts.append(f"<table><thead>{''.join(made[:heads])}</thead><tbody>{''.join(made[heads:])}</tbody></table>")
        else:
            parts.append(f"<{kind}>{_escaped(content[0])}</{kind}>")
    head = f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Paper</title><style>{style}</style>'
    return f"{head}</head><body>{''.join(parts)}</body></html>"


def _escaped(words: str, line_end: str = "<br>") -> str:
    return html.escape(words).replace("\n", line_end)


# ---------------------------------------------------------------- LibreOffice

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{rest}:1.0"'
    for name, rest in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)


def _as_text_document(blocks: Blocks) -> str:
    """Return a flat OpenDocument text, as a template of an office filled in would be."""
    styles = "".join(
        f'<style:style style:name="{kind}" style:family="paragraph"><style:text-properties fo:font-size="{size}pt"'
        f' fo:font-family="Liberation Sans" fo:font-weight="{"normal" if kind in ("p", "td") else "bold"}"/></style:style>'
        for kind, size in (*_SIZES.items(), ("td", 9), ("th", 8.5))
    )
    parts = []
    for kind, *content in blocks:
        if kind == "table":
            heads, rows = content
            made = [
                "<table:table-row>"
                + "".join(
                    f'<table:table-cell><text:p text:style-name="{"th" if at < heads else "td"}">'
                    f"{_escaped(cell, '<text:line-break/>')}</text:p></table:table-cell>"
                    for cell in row
                )
                + "</table:table-row>"
                for at, row in enumerate(rows)
            ]
            head = f"<table:table-header-rows>{''.join(made[:heads])}</table:table-header-rows>" if heads else ""
            columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
            parts.append(f"<table:table>{columns}{head}{''.join(made[heads:])}</table:table>")
        elif kind == "p":
            parts.append(f'<text:p text:style-name="p">{_escaped(content[0])}</text:p>')
        else:
            level = f'text:outline-level="{kind[1]}"'
            parts.append(f'<text:h text:style-name="{kind}" {level}>{_escaped(content[0])}</text:h>')
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>'
        f"{styles}</office:automatic-styles><office:body><office:text>{''.join(parts)}</office:text></office:body>"
        "</office:document>"
    )


class LibreOffice:
    """Converts all documents in one start of the program; the start itself is measured with one and taken off."""

    def __init__(self, documents: Sequence[Blocks], folder: Path, more: str = "") -> None:
        self._home = folder.with_name(folder.name + ".home")
        (self._home / "data").mkdir(parents=True)
        (self._home / "data" / "fonts").symlink_to(FONTS)
        self._sources = [self._home / f"{at:03}.fodt" for at in range(len(documents))]
        for source, blocks in zip(self._sources, documents, strict=True):
            source.write_text(_as_text_document(blocks), encoding="utf-8")
        self._folder, self._more = folder, more

    def seconds_each(self) -> float:
        one, every = self._convert(self._sources[:1]), self._convert(self._sources)
        return (every - one) / (len(self._sources) - 1)

    def _convert(self, sources: Sequence[Path]) -> float:
        command = ["soffice", f"-env:UserInstallation={(self._home / 'user').as_uri()}", "--headless"]
        command += ["--convert-to", f"pdf:writer_pdf_Export{self._more}", "--outdir", str(self._folder)]
        start = os.times()
        subprocess.run(
            [*command, *map(str, sources)],
            env=os.environ | {"XDG_DATA_HOME": str(self._home / "data")},
            capture_output=True,
            check=True,
        )
        end = os.times()
        return end.children_user + end.children_system - start.children_user - start.children_system


# ---------------------------------------------------------------- the worker


def _seconds_each(make: Callable[[Blocks, Path], None], documents: Sequence[Blocks], folder: Path) -> float:
    start = time.process_time()
    for at, blocks in enumerate(documents):
        make(blocks, folder / f"{at:03}.pdf")
    return (time.process_time() - start) / len(documents)


def main(name: str) -> None:
    """Answer the lines that come in, until there are no more."""
    work: Callable[[], float] | None = None
    for line in sys.stdin:
        message = json.loads(line)
        if message != "again" or work is None:
            documents, folder = message["blocks"], Path(message["folder"])
            if name.startswith("LibreOffice"):
                work = LibreOffice(documents, folder, f":{_PDF_UA}" if "UA" in name else "").seconds_each
            else:
                variant = "pdf/ua-1" if "UA" in name else None
                make = make_with_fpdf2 if name == "fpdf2" else lambda b, t, v=variant: make_with_weasyprint(b, t, v)
                work = lambda m=make, d=documents, f=folder: _seconds_each(m, d, f)  # noqa: E731
            print("true", flush=True)
        else:
            print(json.dumps(work()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
