"""Do a per-document function for a whole corpus: in processes when it is large, failures kept."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from helpers.errors import DocumentError, TifaError

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_PROCESSES = 20
"""From so many items on, starting processes costs less than it saves."""
PATIENCE = 300.0
"""Seconds of the processor for one document at one step: an honest one of 20 MB needs a tenth."""
LEFT_OUT = "left out: "
"""How a line to the run begins that tells of a document that a step had to leave out."""


def each(
    function: Callable[[Item], Result], items: Sequence[Item], *, label: str = "document"
) -> list[Result]:
    """Return the function's result for each item, in their order.

    The function must be importable by other processes: a module's function or a partial of one.
    Raises TifaError when one of the processes was ended from outside.
    """
    if len(items) < WORTH_PROCESSES:
        return list(_told(map(function, items), len(items), label))
    try:
        with ProcessPoolExecutor(initializer=_end_with, initargs=(os.getpid(),)) as pool:
            results = pool.map(function, items, chunksize=max(1, len(items) // 200))
            return list(_told(results, len(items), label))
    except BrokenProcessPool:
        raise TifaError(
            "one of the processes at work was ended from outside, perhaps for want of memory. "
            "Close other programs and run again."
        ) from None


def each_spared(
    function: Callable[[Item], list[Result]], items: Sequence[tuple[str, Item]]
) -> list[Result]:
    """Return the results for named items, one list; an item that fails costs itself and is told."""
    names = [name for name, _ in items]
    found: list[Result] = []
    attempts = each(partial(_attempt, function), [item for _, item in items])
    for name, (results, why) in zip(names, attempts, strict=True):
        found += results
        if why:
            print(f"{LEFT_OUT}{name}: {why}", file=sys.stderr)
    return found


def _attempt(function: Callable[[Item], list[Result]], item: Item) -> tuple[list[Result], str]:
    """Return the results for an item and nothing, or none and the reason."""
    try:
        with patience():
            return function(item), ""
    except TifaError as error:
        return [], str(error)
    except Exception as error:
        return [], f"{type(error).__name__}: {error}"


@contextmanager
def patience(seconds: float = PATIENCE) -> Iterator[None]:
    """Raise DocumentError when what is done within takes more than so much time of the processor.

    Where there is no such clock (Windows, a thread) nothing is limited.
    """

    def ring(*_: object) -> None:
        raise DocumentError(f"gave up after {seconds:g} s of work. Cut it into parts.")

    main = threading.current_thread() is threading.main_thread()
    if not (main and hasattr(signal, "setitimer")):
        yield
        return
    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _end_with(parent: int) -> None:
    """Let a worker end when the process that began it is gone, however it went."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    if hasattr(os, "getppid") and os.getppid() == parent:
        threading.Thread(target=watch, daemon=True).start()


def _told(results: Iterable[Result], total: int, label: str) -> Iterable[Result]:
    """Pass the results on, saying on the terminal of the run, if there is one, how far it is."""
    name = os.environ.get("TIFA_TERMINAL", "")
    if not os.access(name, os.W_OK):  # none, or it is gone, or another user's
        yield from results
        return
    with Path(name).open("w") as terminal:
        for number, result in enumerate(results, 1):
            terminal.write(f"\r{label} {number:,} of {total:,}" + ("\n" if number == total else ""))
            terminal.flush()
            yield result
