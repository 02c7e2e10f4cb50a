"""Other processes: runs scripts in new interpreters, and reads memory from Linux's /proc."""

import re
import subprocess
import sys
from pathlib import Path

MEGABYTE = 10**6


def run_python(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a new interpreter, and return its status and what it printed."""
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )


def memory(process_id: int) -> int:
    """The resident memory of a process, in bytes."""
    return _status(process_id, "VmRSS")


def peak_memory(process_id: int) -> int:
    """The peak of a process's resident memory since `reset_peak_memory`, in bytes."""
    return _status(process_id, "VmHWM")


def reset_peak_memory(process_id: int) -> None:
    """Reset the peak to the current memory."""
    Path(f"/proc/{process_id}/clear_refs").write_text("5")


def _status(process_id: int, name: str) -> int:
    status = Path(f"/proc/{process_id}/status").read_text()
    kibibytes = re.search(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)
    assert kibibytes is not None
    return int(kibibytes[1]) * 1024
