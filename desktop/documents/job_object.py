"""Shutting the viewer process in on Windows: a job with little memory, one process, and an end with the program.

NEVER RUN: written from Microsoft's description of JobObjectExtendedLimitInformation and JobObjectBasicUIRestrictions;
no Windows machine was at hand. Unlike on Linux the process could still open files of this user and reach the network:
what it decodes has no way to ask for that (no JavaScript, no XFA), and whoever takes it over finds no key in it.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    import subprocess
    from ctypes import wintypes

    from desktop.documents.confinement import MEMORY_BYTES

    _EXTENDED_LIMITS, _UI_RESTRICTIONS = 9, 4
    _ONE_PROCESS, _PROCESS_MEMORY, _DIE_QUIETLY, _END_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000
    _EVERY_UI_RESTRICTION = 0xFF
    _jobs: list[int] = []  # open for as long as the program lives: closing one ends what is in it

    class _BasicLimits(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _BasicLimits),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def shut_in(process: subprocess.Popen[bytes]) -> None:
        """Put a process into a job of its own; raises OSError when the system refuses."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        job = kernel.CreateJobObjectW(None, None)
        limits = _ExtendedLimits()
        limits.BasicLimitInformation.LimitFlags = (
            _ONE_PROCESS | _PROCESS_MEMORY | _DIE_QUIETLY | _END_ON_CLOSE
        )
        limits.BasicLimitInformation.ActiveProcessLimit = 1
        limits.ProcessMemoryLimit = MEMORY_BYTES
        restrictions = wintypes.DWORD(_EVERY_UI_RESTRICTION)
        _set(kernel, job, _EXTENDED_LIMITS, limits)
        _set(kernel, job, _UI_RESTRICTIONS, restrictions)
        handle = wintypes.HANDLE(int(process._handle))  # type: ignore[attr-defined]  # Popen has no public name for it
        if not kernel.AssignProcessToJobObject(wintypes.HANDLE(job), handle):
            process.kill()
            raise ctypes.WinError(ctypes.get_last_error())
        _jobs.append(job)

    def _set(kernel: ctypes.WinDLL, job: int, what: int, value: ctypes.Structure | wintypes.DWORD) -> None:
        size = ctypes.sizeof(value)
        if not kernel.SetInformationJobObject(wintypes.HANDLE(job), what, ctypes.byref(value), size):
            raise ctypes.WinError(ctypes.get_last_error())
