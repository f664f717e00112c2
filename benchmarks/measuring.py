"""Measure a command with all processes that it starts: seconds, processor seconds, memory."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import psutil

BETWEEN = 0.2
"""Seconds between two looks at the processes."""


class Measured(NamedTuple):
    """What a command took; `megabytes` is the peak of all its processes together, shared memory
    counted once (PSS where the system tells it, else RSS)."""

    seconds: float
    processor: float
    megabytes: float
    said: str


def measured(words: Sequence[str], **options: object) -> Measured:
    """Run a command and return what it took; raise where it fails."""
    start = time.perf_counter()
    command: subprocess.Popen[str] = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, **options
    )
    used: dict[int, float] = {}
    peak = 0.0
    while command.poll() is None:
        together = 0.0
        for process in family(command.pid):
            try:
                memory = process.memory_full_info()
                together += getattr(memory, "pss", memory.rss)
                used[process.pid] = sum(process.cpu_times()[:2])
            except psutil.Error:  # it ended meanwhile
                continue
        peak = max(peak, together)
        time.sleep(BETWEEN)
    seconds = time.perf_counter() - start
    said = command.stdout.read() if command.stdout else ""
    if command.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {command.returncode}")
    return Measured(seconds, sum(used.values()), peak / 2**20, said)


def family(pid: int) -> list[psutil.Process]:
    """Return a process with all that came from it."""
    try:
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    except psutil.Error:
        return []


def tool(name: str) -> str:
    """Return a command of this environment."""
    return str(Path(sys.executable).with_name(name))
