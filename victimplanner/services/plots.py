"""Plots for the screen: the drawing of the papers in the colours of the theme."""

from __future__ import annotations

from victimplanner.documents.plots import draw_plot
from victimplanner.documents.plots.svg import to_svg
from victimplanner.domain.plot_parts import PlotColours
from victimplanner.domain.plots import Plot


def plot_svg(spec: Plot, width: float, height: float, colours: PlotColours) -> bytes:
    """Return a plot as SVG in pixels. It may be higher than asked for where its words need the room."""
    return to_svg(draw_plot(spec, width, height, colours, on_paper=False))


def plot_height(spec: Plot, width: float, colours: PlotColours) -> float:
    """Return how high a plot must be at a width, in pixels: laid out and not written, for every width a layout tries."""
    return float(draw_plot(spec, width, 0, colours, on_paper=False).height)
