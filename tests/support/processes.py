"""What Linux tells of the memory of a process."""

import re
from pathlib import Path

MEGABYTE = 10**6


def memory(process_id: int) -> int:
    """How much memory a process has, in bytes."""
    return _figure(process_id, "VmRSS")


def peak_memory(process_id: int) -> int:
    """How much a process had at most since `forget_peak`, in bytes."""
    return _figure(process_id, "VmHWM")


def forget_peak(process_id: int) -> None:
    """Let the peak be what the process has now."""
    Path(f"/proc/{process_id}/clear_refs").write_text("5")


def _figure(process_id: int, name: str) -> int:
    status = Path(f"/proc/{process_id}/status").read_text()
    kibibytes = re.search(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)
    assert kibibytes is not None
    return int(kibibytes[1]) * 1024
