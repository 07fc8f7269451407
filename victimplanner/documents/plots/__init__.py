"""Plots as drawings, the same for paper and for the screen; which numbers they show is in `domain.plots`."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing

from victimplanner.documents.plots.columns import draw_histogram
from victimplanner.documents.plots.months import draw_months
from victimplanner.documents.plots.rows import draw_bars, draw_funnel
from victimplanner.domain.plot_parts import Fill, PlotColours
from victimplanner.domain.plots import Funnel, Histogram, LineByMonth, Plot, StackedBars

_INK, _WHITE = "#111111", "#FFFFFF"
PAPER = PlotColours(
    text=_INK,
    secondary="#474747",
    rule="#B4B4B4",
    ground=_WHITE,
    solid=Fill("#2B2B2B", _WHITE),
    lines=Fill(_INK, _WHITE),
    dots=Fill(_INK, _WHITE),
    white=Fill(_INK, _WHITE),
    text_size=9,
)
"""Black toner: greys only in lines that carry nothing."""

LEAST_WIDTH = 18  # sizes of the letters


def draw_plot(
    plot: Plot, width: float, height: float = 0, colours: PlotColours = PAPER, *, on_paper: bool = True
) -> Drawing:
    """Draw a plot of the given width.

    `height` is wanted, not promised: the drawing is as high as its words and numbers need, so 0 gives the lowest.
    A width too small for any words is widened. On paper names stand at the left and the legend on top.
    """
    width = max(width, LEAST_WIDTH * colours.text_size)
    match plot:
        case StackedBars():
            return draw_bars(plot, width, height, colours, on_paper=on_paper)
        case LineByMonth():
            return draw_months(plot, width, height, colours, on_paper=on_paper)
        case Histogram():
            return draw_histogram(plot, width, height, colours, on_paper=on_paper)
        case Funnel():
            return draw_funnel(plot, width, height, colours, on_paper=on_paper)
