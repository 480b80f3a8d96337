"""Shutting a process in before it reads what a stranger made: no files, no network, no other program, little memory.

Two walls on Linux. Limits of the process: no descriptor beside the three it was born with, so nothing can be opened and
no socket made; nothing written; a cap on memory and processor time. And a list of the few system calls that decoding
needs; all others fail. Where the second cannot be put up, the first stands. Windows: see job_object.py.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys

from desktop.hardening import harden

MEMORY_BYTES = 1024 * 1024 * 1024
PROCESSOR_SECONDS = 600  # of a whole sitting; each page has its own, much shorter time in viewing.py
DESCRIPTORS = 3

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_SECCOMP_MODE_FILTER = 2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000
_ARCHITECTURE_AT, _NUMBER_AT = 4, 0
# read write close fstat lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn mremap madvise
# sched_yield getpid exit exit_group futex clock_gettime gettimeofday getrandom sigaltstack gettid restart_syscall
_CALLS: dict[str, tuple[int, tuple[int, ...]]] = {
    "x86_64": (
        0xC000003E,
        (0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 25, 28, 24, 39, 60, 231, 202, 228, 96, 318, 131, 186, 219),
    ),
    "aarch64": (
        0xC00000B7,
        (
            *(63, 64, 57, 80, 62, 222, 226, 215, 214, 134, 135, 139, 216, 233),
            *(124, 172, 93, 94, 98, 113, 169, 278, 132, 178, 128),
        ),
    ),
}


class _Program(ctypes.Structure):
    """The kernel's `struct sock_fprog`."""

    _fields_ = (("count", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def die_with_parent() -> None:
    """Never outlive the program that asked, however it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() == 1:
            sys.exit(1)  # it went before we asked


def shut_in() -> None:
    """From here on only what is in memory can be worked with; raises OSError when the limits cannot be set."""
    harden()
    if sys.platform == "win32":
        return
    _limit()
    if sys.platform == "linux":
        _allow_few_calls()


def _limit() -> None:
    import resource

    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, DESCRIPTORS),
    ):
        resource.setrlimit(limit, (most, most))


def _allow_few_calls() -> None:
    known = _CALLS.get(platform.machine())
    if known is None:
        return
    program = _filter(*known)
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    library.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)


def _filter(architecture: int, calls: tuple[int, ...]) -> _Program:
    """A program for the kernel: another architecture ends the process, a call that is not listed fails."""
    steps = [
        _step(_LOAD, _ARCHITECTURE_AT),
        _step(_JUMP_IF_EQUAL, architecture, when=1),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER_AT),
        *(_step(_JUMP_IF_EQUAL, call, when=len(calls) - at) for at, call in enumerate(calls)),
        _step(_RETURN, _REFUSE),
        _step(_RETURN, _ALLOW),
    ]
    return _Program(len(steps), b"".join(steps))


def _step(code: int, value: int, *, when: int = 0) -> bytes:
    """One instruction; `when` is how many to leave out if a comparison holds."""
    return struct.pack("=HBBI", code, when, 0, value)
