"""A report as an infographic of one page (图解), beside the official document and never in it."""

from gongkai.writing.chart.model import Panel, Picture
from gongkai.writing.chart.page import panel_svg
from gongkai.writing.chart.pictured import picture_of
from gongkai.writing.chart.words import short
from gongkai.writing.chart.words import table_of as data_table
from gongkai.writing.chart.write import CHART_FORMATS, write_chart

__all__ = ["CHART_FORMATS", "Panel", "Picture", "data_table", "panel_svg", "picture_of", "short", "write_chart"]
