"""How the service treats memory: small pieces are kept, and what lasts is not looked at again."""

import ctypes
import gc
import sys

_TOP_PAD = -2  # M_TOP_PAD of malloc.h

#: How much free memory each heap may keep, in bytes.
KEPT_BYTES = 64 * 2**20


def keep_freed_memory() -> None:
    """Tell glibc to keep the memory of what arrives; other C libraries are left as they are.

    A long body comes in many pieces, each of which takes memory and frees it again. The system
    hands memory out in small pages, each when it is first written to, which is half of the time to
    receive a long body: JSON of 1M + 1M elements takes 67 ms with this and 95 without, and an
    application that only receives it 15 and 78 (`make bench-http`).
    """
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(_TOP_PAD, KEPT_BYTES)


def spare_garbage_collection() -> None:
    """Take what was made to start the service, which lasts, out of all later collections.

    A worker answers 7 % more small requests in a second then.
    """
    gc.collect()
    gc.freeze()
