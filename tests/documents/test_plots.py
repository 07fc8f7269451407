"""Plots as drawings: every number is text, no two texts touch, nothing is clipped, and paper shows what the screen does."""

from __future__ import annotations

import datetime as dt
import io
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Path, PolyLine, Rect
from reportlab.pdfgen.canvas import Canvas

from tests.documents.drawn import clipped, overlapping, shapes, texts
from tests.plots import KEPT_SERIES, bars, funnel, histogram, months, of_months, ordinary_plots
from victimplanner.documents.fonts import BOLD, REGULAR
from victimplanner.documents.plots import LEAST_WIDTH, PAPER, draw_plot
from victimplanner.documents.plots.months import LEFT_OUT
from victimplanner.documents.plots.places import Spot, beside_points, pushed_apart
from victimplanner.documents.plots.sheet import LINE_STYLES, one_line, wide, wrapped
from victimplanner.documents.plots.svg import to_svg
from victimplanner.domain.plots import (
    Aim,
    Bar,
    BarEnd,
    Column,
    Funnel,
    Histogram,
    Limit,
    LineByMonth,
    MonthCount,
    MonthSeries,
    Plot,
    StackedBars,
    Step,
)

PAPER_WIDTH = 479  # points between the margins


def numbers_in(drawing: Drawing) -> set[str]:
    return {number for text in texts(drawing) for number in re.findall(r"\d+", text)}


def shown_numbers(plot: Plot) -> set[str]:
    """Return the numbers that the picture must print. A part of nothing has no place in a bar."""
    match plot:
        case StackedBars():
            counts = {count for bar in plot.bars for count in bar.counts if count}
            shares = {plot.share_of(bar) for bar in plot.bars} - {None}
            return {str(number) for number in counts | shares}
        case LineByMonth():
            every = [count for one in plot.series for count in one.counts]
            return {str(count.share) for count in every if count.share is not None} | {
                str(count.of) for count in every if count.is_plotted
            }
        case Histogram():
            return {str(column.number) for column in plot.columns}
        case Funnel():
            return {str(step.number) for step in plot.steps}


KINDS = list(ordinary_plots())


@pytest.mark.parametrize("on_paper", [True, False], ids=["paper", "screen"])
@pytest.mark.parametrize("width", [170, 260, PAPER_WIDTH, 1100])
@pytest.mark.parametrize("kind", KINDS)
def test_every_number_is_text_and_no_two_texts_touch(kind: str, width: float, on_paper: bool) -> None:
    plot = ordinary_plots()[kind]
    drawing = draw_plot(plot, width, 160, on_paper=on_paper)
    assert shown_numbers(plot) <= numbers_in(drawing)
    assert overlapping(drawing) == []
    assert clipped(drawing) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_svg_and_the_pdf_hold_the_texts_of_the_drawing(kind: str) -> None:
    drawing = draw_plot(ordinary_plots()[kind], PAPER_WIDTH)
    svg = ET.fromstring(to_svg(drawing))
    in_svg = [element.text for element in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert in_svg == texts(drawing)
    sheet = io.BytesIO()
    canvas = Canvas(sheet, pagesize=(drawing.width, drawing.height), initialFontName=REGULAR)
    renderPDF.draw(drawing, canvas, 0, 0)
    canvas.save()
    page = PdfReader(sheet).pages[0]
    in_pdf = page.extract_text().split()
    assert sorted("".join(in_pdf)) == sorted("".join("".join(texts(drawing)).split()))
    names = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].get_object().values()}
    assert all("Liberation" in name for name in names), names


@pytest.mark.parametrize("kind", KINDS)
def test_a_plot_keeps_its_width_and_is_never_lower_than_asked(kind: str) -> None:
    plot = ordinary_plots()[kind]
    least = draw_plot(plot, PAPER_WIDTH)
    assert least.width == PAPER_WIDTH
    assert draw_plot(plot, PAPER_WIDTH, least.height + 50).height == pytest.approx(least.height + 50)
    assert draw_plot(plot, 10).width == LEAST_WIDTH * PAPER.text_size


LABEL = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)
NUMBER = st.integers(0, 9999)
WIDTH = st.sampled_from([120, 200, 300, PAPER_WIDTH, 700])


@st.composite
def some_bars(draw: st.DrawFn) -> Plot:
    series = KEPT_SERIES[: draw(st.integers(1, 4))]
    made = draw(st.lists(st.builds(Bar, LABEL, st.tuples(*(NUMBER for _ in series))), min_size=1, max_size=12))
    return StackedBars("Bars", series, tuple(made), draw(st.sampled_from(BarEnd)))


@st.composite
def some_lines(draw: st.DrawFn) -> Plot:
    number = draw(st.integers(1, 24))
    count = NUMBER.flatmap(lambda of: st.integers(0, of).map(lambda met: MonthCount(met, of)))
    lines = st.builds(MonthSeries, LABEL, st.tuples(*(count for _ in range(number))))
    aim = draw(st.none() | st.builds(Aim, st.integers(0, 100), LABEL))
    return LineByMonth("Line", months(number), tuple(draw(st.lists(lines, min_size=1, max_size=4))), aim)


@st.composite
def some_columns(draw: st.DrawFn) -> Plot:
    columns = draw(st.lists(st.builds(Column, LABEL, NUMBER, st.booleans()), min_size=1, max_size=12))
    limit = st.builds(Limit, st.integers(1, len(columns) - 1), LABEL) if len(columns) > 1 else st.none()
    return Histogram("Columns", tuple(columns), draw(st.none() | limit))


SOME_FUNNEL = st.lists(st.builds(Step, LABEL, NUMBER, st.just("") | LABEL), min_size=1, max_size=8).map(
    lambda steps: Funnel("Funnel", tuple(steps))
)


@settings(deadline=None, max_examples=150)
@given(some_bars() | some_lines() | some_columns() | SOME_FUNNEL, WIDTH, st.sampled_from([0, 160]), st.booleans())
def test_whatever_the_numbers_and_labels_every_number_is_read(
    plot: Plot, width: float, height: float, on_paper: bool
) -> None:
    drawing = draw_plot(plot, width, height, on_paper=on_paper)
    assert shown_numbers(plot) <= numbers_in(drawing)
    assert overlapping(drawing) == []
    assert clipped(drawing) == []
    ET.fromstring(to_svg(drawing))


def test_a_count_with_no_room_in_its_part_stands_in_words_under_the_bar() -> None:
    drawing = draw_plot(bars(("Hearing date told", 212, 14, 3, 6)), PAPER_WIDTH)
    assert "3 good reason, 6 not kept" in texts(drawing)
    assert "90% kept" in texts(drawing)


def test_bars_with_counts_say_how_many_of_how_many_over_an_axis_from_nought() -> None:
    shown = texts(draw_plot(ordinary_plots()["bars with counts"], PAPER_WIDTH))
    assert {"212 of 235", "90%", "0%", "25%", "50%", "75%", "100%"} <= set(shown)


def test_a_bar_of_nothing_says_none() -> None:
    assert "none" in texts(draw_plot(bars(("Hearing date told", 0, 0, 0, 0)), PAPER_WIDTH))


def test_a_month_under_five_is_named_and_a_gap_in_the_line() -> None:
    plot = of_months(*(MonthCount(met, of) for met, of in ((9, 10), (8, 10), (3, 4), (7, 10), (6, 10))))
    drawing = draw_plot(plot, PAPER_WIDTH)
    assert LEFT_OUT in texts(drawing)
    assert "Aug (<5)" in texts(drawing)
    assert texts(drawing).count("75%") == 1  # of the scale; 3 of 4 is not printed
    through = [line for line in shapes(drawing, PolyLine) if len(line.points) == 4 and line.points[1] != line.points[3]]
    inside = [line for line in through if line.points[0] != line.points[2]]
    assert len(inside) == 2  # June to July, September to October


def test_lines_differ_by_dash_and_by_marker() -> None:
    assert len({dash for dash, _ in LINE_STYLES}) == len({marker for _, marker in LINE_STYLES}) == len(LINE_STYLES)


def test_numbers_of_points_close_together_stand_in_the_order_of_the_points() -> None:
    ys = [0.0, 0.0, 1.0, 2.0]
    tops = beside_points([Spot(y, is_peak=False) for y in ys], -10, 100, 9)
    assert tops == sorted(tops)
    assert all(low - high >= 1.25 * 9 - 0.01 for high, low in pairwise(tops))


def test_words_pushed_apart_stay_in_their_room_and_in_their_order() -> None:
    assert pushed_apart([(5, 10), (6, 10), (7, 10)], ceiling=4, floor=100) == [5, 15, 25]
    assert pushed_apart([(-5, 10), (88, 10), (95, 10)], ceiling=0, floor=100) == [0, 80, 90]
    assert pushed_apart([(0, 10), (50, 10)], ceiling=0, floor=100) == [0, 50]


def test_numbers_of_seven_digits_and_months_of_few_cases_do_not_touch() -> None:
    wide_numbers = histogram(*((f"{number}", 1234567 + number) for number in range(12)))
    two_years = of_months(*(MonthCount(of, of) for of in (5, 6) * 12))
    in_time = MonthSeries("In time", tuple(MonthCount(of, of) for of in (5, 6) * 6))
    one_year = LineByMonth("Kept", months(12, dt.date(2026, 1, 1)), (in_time,))
    for plot in (wide_numbers, two_years, one_year):
        for width in (*range(165, 345, 5), PAPER_WIDTH, 600):
            drawing = draw_plot(plot, width)
            assert overlapping(drawing) == []
            assert clipped(drawing) == []
            assert shown_numbers(plot) <= numbers_in(drawing)


def test_patterns_are_drawn_without_colour_and_stay_within_their_part() -> None:
    drawing = draw_plot(bars(("Hearing date told", 0, 10, 0, 0)), PAPER_WIDTH)
    hatch = max(shapes(drawing, Path), key=lambda path: len(path.points))
    part = max(shapes(drawing, Rect), key=lambda rect: rect.width)
    across, up = hatch.points[::2], hatch.points[1::2]
    assert min(across) >= part.x - 0.01
    assert max(across) <= part.x + part.width + 0.01
    assert min(up) >= part.y - 0.01
    assert max(up) <= part.y + part.height + 0.01


def test_ink_on_paper_is_black_white_and_grey() -> None:
    for plot in ordinary_plots().values():
        for shape in draw_plot(plot, PAPER_WIDTH).contents:
            for name in ("fillColor", "strokeColor"):
                colour = getattr(shape, name, None)
                assert colour is None or colour.red == colour.green == colour.blue


def test_a_long_label_wraps_and_ends_in_dots_where_it_has_no_room() -> None:
    lines = wrapped("Hearing date told to the witness within one working day of it", 60, 9)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(wide(line, 9) <= 60 for line in lines)
    assert wrapped("Hearing date told", 200, 9) == ["Hearing date told"]


def test_a_word_wider_than_its_line_breaks_between_letters_and_none_is_lost() -> None:
    word = "Llanfairpwllgwyngyllgogerychwyrndrobwll"
    lines = wrapped(word, 60, 9, most=9)
    assert len(lines) > 1
    assert "".join(lines) == word


def test_letters_that_the_font_does_not_have_are_named_by_number() -> None:
    assert one_line("Told \U0001f600\n twice") == "Told [U+1F600] twice"


def test_the_svg_has_no_prolog_exact_colours_and_bold_as_a_weight() -> None:
    svg = to_svg(draw_plot(bars(("Hearing date told", 5, 0, 0, 0)), PAPER_WIDTH)).decode()
    assert svg.startswith("<svg ")
    assert "#2b2b2b" in svg
    assert "font-weight: bold" in svg
    assert BOLD not in svg
    assert "rgb(" not in svg


def test_an_open_line_of_the_svg_is_not_filled() -> None:
    svg = ET.fromstring(to_svg(draw_plot(ordinary_plots()["line"], PAPER_WIDTH)))
    lines = list(svg.iter("{http://www.w3.org/2000/svg}polyline"))
    assert lines
    assert all("fill: none" in line.attrib["style"] for line in lines)


def test_a_limit_may_stand_where_the_columns_go_on_below() -> None:
    plot = histogram(*((f"{number} working days", number) for number in range(12)), limit=6)
    for width in (PAPER_WIDTH, 250, 160):
        drawing = draw_plot(plot, width)
        assert "unit limit" in " ".join(texts(drawing))
        assert overlapping(drawing) == []


def test_a_funnel_of_nothing_and_a_full_one_have_their_numbers_beside_or_in_the_bar() -> None:
    drawing = draw_plot(funnel(("Plea", 9999, ""), ("Offered", 1, "9998 not offered"), ("Held", 0, "")), PAPER_WIDTH)
    assert {"9999", "1", "0", "9998 not offered"} <= set(texts(drawing))
