"""A Prometheus histogram that takes many observations at once; the client's takes one by one."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from prometheus_client import REGISTRY, Histogram, Metric
from prometheus_client.metrics_core import HistogramMetricFamily
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString
from prometheus_client.values import ValueClass

#: The upper bounds of the buckets; the last is infinity.
BOUNDS: Sequence[float] = Histogram.DEFAULT_BUCKETS


class _Series(NamedTuple):
    """The values of one series. They are in the files that several workers share, if there are."""

    total: Any
    buckets: Sequence[Any]


class BatchedHistogram(Collector):
    """A histogram in the registry of Prometheus."""

    def __init__(self, name: str, documentation: str, labels: Sequence[str]) -> None:
        """Register a histogram without observations."""
        self._name = name
        self._documentation = documentation
        self._labels = tuple(labels)
        self._series: dict[tuple[str, ...], _Series] = {}
        REGISTRY.register(self)

    def add(self, labels: tuple[str, ...], total: float, buckets: Iterable[int]) -> None:
        """Add observations.

        Args:
            labels: The values of the labels.
            total: The sum of the observations.
            buckets: How many of them are in each bucket, in the order of `BOUNDS`.
        """
        if labels not in self._series:
            self._series[labels] = self._new_series(labels)
        series = self._series[labels]
        series.total.inc(total)
        for value, observations in zip(series.buckets, buckets, strict=True):
            if observations:
                value.inc(observations)

    def collect(self) -> Iterable[Metric]:
        """Return the histogram of this process."""
        family = HistogramMetricFamily(self._name, self._documentation, labels=self._labels)
        for labels, series in self._series.items():
            counts = accumulate(value.get() for value in series.buckets)
            buckets = list(zip(map(floatToGoString, BOUNDS), counts, strict=True))
            family.add_metric(labels, buckets, series.total.get())
        return [family]

    def _new_series(self, labels: tuple[str, ...]) -> _Series:
        total = self._value("_sum", self._labels, labels)
        names = (*self._labels, "le")
        bounds = map(floatToGoString, BOUNDS)
        return _Series(total, [self._value("_bucket", names, (*labels, bound)) for bound in bounds])

    def _value(self, suffix: str, names: tuple[str, ...], labels: tuple[str, ...]) -> Any:
        name = self._name
        return ValueClass("histogram", name, name + suffix, names, labels, self._documentation)
