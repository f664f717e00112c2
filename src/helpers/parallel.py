"""Do a per-document function for a whole corpus: in processes when it is large, or on a cluster.

What it made of a document in an earlier run is taken from there (`kept`), failures are not.
"""

import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from helpers import cluster, kept
from helpers.errors import DocumentError, TifaError
from helpers.tables import Failure

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_PROCESSES = 20
"""From so many items on, starting processes costs less than it saves."""
AHEAD = 200
"""So many items are given out before the first result is taken back."""
AT_A_TIME = 50
"""So many results are kept in one go: what is lost when a run is stopped."""
PATIENCE = 300.0
"""Seconds of the processor for one document at one step: an honest one of 20 MB needs a tenth."""
LEFT_OUT = "left out: "
"""How a line to the run begins that tells of a document that a step had to leave out."""


def is_sound(result: Any) -> bool:
    """Tell whether a result is no failure and has none in it."""
    parts = result if isinstance(result, list) else [result]
    return not any(isinstance(part, Failure) for part in parts)


def each(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    label: str = "document",
    content: Callable[[Item], bytes] | None = kept.packed,
    sound: Callable[[Result], bool] = is_sound,
    here: bool = False,
) -> list[Result]:
    """Return the function's result for each item, in their order.

    The function must be importable by other processes: a module's function or a partial of one.
    `content` gives all of an item that its result hangs on, by which it is kept if it is `sound`;
    with None, for a function that does more than return a result, nothing is kept. With a scheduler
    (`cluster`) the work is done there, but for what is only `here`, such as files.
    Raises TifaError when one of the processes was ended from outside.
    """
    store = kept.store_of(function) if content else None
    keys = [store.key(content(item)) for item in items] if store and content else []
    known: dict[bytes, Result] = store.get(keys) if store else {}
    results = {number: known[key] for number, key in enumerate(keys) if key in known}
    left = [number for number in range(len(items)) if number not in results]
    made: dict[bytes, Result] = {}
    fresh = _told(_made(function, [items[n] for n in left], here), len(left), label)
    for number, result in zip(left, fresh, strict=True):
        results[number] = result
        if store and sound(result):
            made[keys[number]] = result
        if store and (len(made) >= AT_A_TIME or number == left[-1]):
            store.put(made)
            made.clear()
    return [results[number] for number in range(len(items))]


def _made(
    function: Callable[[Item], Result], items: Sequence[Item], here: bool
) -> Iterator[Result]:
    """Yield the results in the order of the items, wherever they are made."""
    address = os.environ.get(cluster.ADDRESS)
    if items and address and not here:
        with cluster.executor(address) as workers:
            yield from _ahead(workers, function, items)
    elif len(items) < WORTH_PROCESSES:
        yield from map(function, items)
    else:
        try:
            with ProcessPoolExecutor(initializer=_end_with, initargs=(os.getpid(),)) as pool:
                yield from _ahead(pool, function, items)
        except BrokenProcessPool:
            raise TifaError(
                "one of the processes at work was ended from outside, perhaps for want of memory. "
                "Close other programs and run again."
            ) from None


def _ahead(
    workers: Executor, function: Callable[[Item], Result], items: Sequence[Item]
) -> Iterator[Result]:
    """Yield the results in order, while so many items are given out beforehand."""
    waiting: deque[Future[Result]] = deque()
    for item in items:
        waiting.append(workers.submit(function, item))
        if len(waiting) >= AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def each_spared(
    function: Callable[[Item], list[Result]], items: Sequence[tuple[str, Item]]
) -> list[Result]:
    """Return the results for named items, one list; an item that fails costs itself and is told."""
    names = [name for name, _ in items]
    found: list[Result] = []
    work = partial(_attempt, function)
    attempts = each(work, [item for _, item in items], sound=_went_well)
    for name, (results, why) in zip(names, attempts, strict=True):
        found += results
        if why:
            print(f"{LEFT_OUT}{name}: {why}", file=sys.stderr)
    return found


def _went_well(attempt: tuple[list[Result], str]) -> bool:
    return not attempt[1]


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
