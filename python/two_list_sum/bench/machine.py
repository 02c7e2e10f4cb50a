"""The machine and the software that the figures were measured on."""

import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Self

import cpuinfo

from two_list_sum._backend import backend


@dataclass(frozen=True)
class Machine:
    """A machine and its software.

    Attributes:
        processor: Its brand name.
        cores: The number of cores.
        versions: The versions of CPython and of packages, by name.
        backend: The backend of `two_list_sum` that is used, and why.
    """

    processor: str
    cores: int
    platform: str
    versions: Mapping[str, str]
    backend: str

    @classmethod
    def this(cls, packages: Iterable[str] = ()) -> Self:
        """Describe this machine, with the versions of two-list-sum, numpy and other packages."""
        python = {platform.python_implementation(): platform.python_version()}
        versions = {name: version(name) for name in ["two-list-sum", "numpy", *packages]}
        return cls(
            _processor(),
            os.cpu_count() or 1,
            f"{platform.system()} {platform.machine()}",
            python | versions,
            str(backend()),
        )

    def __str__(self) -> str:
        """Format the description in three lines."""
        versions = ", ".join(f"{name} {number}" for name, number in self.versions.items())
        return f"{self.processor}, {self.cores} cores, {self.platform}\n{versions}\n{self.backend}"


@cache
def _processor() -> str:
    """Return the processor's brand name, which takes a second to find out."""
    return str(cpuinfo.get_cpu_info().get("brand_raw", platform.machine()))
