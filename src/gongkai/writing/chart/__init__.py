"""A report as an infographic of one page (图解), beside the official document and never in it."""

from gongkai.writing.chart.model import Picture
from gongkai.writing.chart.pictured import picture_of
from gongkai.writing.chart.write import CHART_FORMATS, write_chart

__all__ = ["CHART_FORMATS", "Picture", "picture_of", "write_chart"]
