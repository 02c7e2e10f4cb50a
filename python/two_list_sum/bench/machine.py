"""What the figures were measured on."""

import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Self

import cpuinfo

from two_list_sum._backend import backend


@dataclass(frozen=True)
class Machine:
    """A machine, and the software on it.

    Attributes:
        processor: Its brand.
        cores: How many of them the system has.
        versions: Those of CPython and of packages, by name.
        backend: The implementation that `two_list_sum` runs on, and why.
    """

    processor: str
    cores: int
    platform: str
    versions: Mapping[str, str]
    backend: str

    @classmethod
    def this(cls, packages: Iterable[str] = ()) -> Self:
        """Describe this machine, with the versions of numpy, two-list-sum and other packages."""
        python = {platform.python_implementation(): platform.python_version()}
        versions = {name: version(name) for name in ["two-list-sum", "numpy", *packages]}
        return cls(
            cpuinfo.get_cpu_info().get("brand_raw", platform.machine()),
            os.cpu_count() or 1,
            f"{platform.system()} {platform.machine()}",
            python | versions,
            str(backend()),
        )

    def __str__(self) -> str:
        """Write it in three lines."""
        versions = ", ".join(f"{name} {number}" for name, number in self.versions.items())
        return f"{self.processor}, {self.cores} cores, {self.platform}\n{versions}\n{self.backend}"
