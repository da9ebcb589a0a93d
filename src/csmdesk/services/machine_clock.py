"""The machine's clocks, read together: the time of day, a clock that goes on in sleep, and which boot it is.

======== ================================= ==========================================
system   steady clock, counts sleep        boot
======== ================================= ==========================================
Linux    CLOCK_BOOTTIME                    /proc/sys/kernel/random/boot_id
macOS    CLOCK_MONOTONIC_RAW               kern.bootsessionuuid
Windows  time.monotonic                    the registry's BootId
======== ================================= ==========================================

Where the system does not name its boot, it is told by when it began; setting the time then looks like a
restart.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from csmdesk.domain.clock import Reading

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_ROUNDED_SECONDS = 600
"""Two readings of one boot differ by less in the moment at which it began."""


def read_clock() -> Reading:
    """The clocks as they are now; may be called from any thread."""
    wall, steady = datetime.now(UTC), _steady()
    return Reading(wall, steady, boot_name() or boot_moment(wall, steady))


def own_now() -> datetime:
    """This moment with the zone of the user's own clock, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


def boot_moment(wall: datetime, steady: float) -> str:
    """A boot named by when it began, to ten minutes."""
    began = wall - timedelta(seconds=steady)
    return f"began {round(began.timestamp() / _ROUNDED_SECONDS)}"


if sys.platform == "darwin":

    def _steady() -> float:
        # CLOCK_MONOTONIC follows the time of day when that is set, and time.monotonic stops in sleep.
        return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)

    @cache
    def boot_name() -> str:
        """The system's own name for this run of it; '' where it has none."""
        import ctypes

        size = ctypes.c_size_t(64)
        name = ctypes.create_string_buffer(size.value)
        failed = ctypes.CDLL(None).sysctlbyname(b"kern.bootsessionuuid", name, ctypes.byref(size), None, 0)
        return "" if failed else name.value.decode("ascii", "replace")

elif sys.platform == "win32":

    def _steady() -> float:
        return time.monotonic()

    @cache
    def boot_name() -> str:
        """The system's own name for this run of it; '' where it has none."""
        import winreg

        place = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
                return f"boot {winreg.QueryValueEx(key, 'BootId')[0]}"
        except OSError:
            return ""

else:
    # CLOCK_MONOTONIC stands still while a Linux machine sleeps.
    _CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)

    def _steady() -> float:
        return time.clock_gettime(_CLOCK)

    @cache
    def boot_name() -> str:
        """The system's own name for this run of it; '' where it has none."""
        try:
            return _BOOT_ID.read_text(encoding="ascii").strip()
        except OSError:
            return ""
