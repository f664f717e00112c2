"""Do a per-document function for a whole corpus: in processes when it is large, or on a cluster.

What it made of a document in an earlier run is taken from there (`kept`), failures are not.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

from helpers import cluster, kept
from helpers.tables import Failure

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_PROCESSES = 20
"""From so many items on, starting processes costs less than it saves."""
AHEAD = 200
"""So many items are given out before the first result is taken back."""
AT_A_TIME = 50
"""So many results are kept in one go: what is lost when a run is stopped."""


def each(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    label: str = "document",
    content: Callable[[Item], bytes] = kept.packed,
    failed: Callable[[Item, Exception], Result] | None = None,
) -> list[Result]:
    """Return the function's result for each item, in their order.

    The function must be importable by other processes: a module's function or a partial of one.
    `content` gives all of an item that its result hangs on. `failed` gives the result of an item
    whose function raised; without it the error is raised. With a scheduler (`cluster`) the work is
    done there.
    """
    store = kept.store_of(function)
    keys = [store.key(content(item)) for item in items] if store else []
    known = store.get(keys) if store else {}
    left = [n for n in range(len(items)) if not keys or keys[n] not in known]
    fresh = _made(function, [items[number] for number in left], failed)
    results = {n: known[key] for n, key in enumerate(keys) if key in known}
    made: dict[bytes, Result] = {}
    for number, result in zip(left, _told(fresh, len(left), label), strict=True):
        results[number] = result
        if store and not _failed(result):
            made[keys[number]] = result
        if store and (len(made) >= AT_A_TIME or number == left[-1]):
            store.put(made)
            made.clear()
    return [results[number] for number in range(len(items))]


def _failed(result: Any) -> bool:
    """Tell whether a result is a failure or has one in it: the next run tries again."""
    return any(isinstance(part, Failure) for part in (result, *(result if _many(result) else ())))


def _many(result: Any) -> bool:
    return isinstance(result, (list, tuple))


def _made(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    failed: Callable[[Item, Exception], Result] | None,
) -> Iterator[Result]:
    """Yield the results in the order of the items, wherever they are made."""
    address = os.environ.get(cluster.ADDRESS)
    place: AbstractContextManager[Executor | None]
    if not items:
        return
    if address:
        place = cluster.executor(address)
    else:
        place = ProcessPoolExecutor() if len(items) >= WORTH_PROCESSES else nullcontext()
    with place as workers:
        waiting: deque[tuple[Item, Future[Result]]] = deque()
        for item in items:
            coming = workers.submit(function, item) if workers else _now(function, item)
            waiting.append((item, coming))
            if not workers or len(waiting) >= AHEAD:
                yield _result(*waiting.popleft(), failed)
        while waiting:
            yield _result(*waiting.popleft(), failed)


def _now(function: Callable[[Item], Result], item: Item) -> Future[Result]:
    """Return what will be, done here and now."""
    done: Future[Result] = Future()
    try:
        done.set_result(function(item))
    except Exception as error:
        done.set_exception(error)
    return done


def _result(
    item: Item, future: Future[Result], failed: Callable[[Item, Exception], Result] | None
) -> Result:
    try:
        return future.result()
    except Exception as error:
        if failed is None:
            raise
        return failed(item, error)


def _told(results: Iterable[Result], total: int, label: str) -> Iterable[Result]:
    """Pass the results on, saying on the terminal of the run, if there is one, how far it is."""
    name = os.environ.get("TIFA_TERMINAL")
    if not name:
        yield from results
        return
    with Path(name).open("w") as terminal:
        for number, result in enumerate(results, 1):
            terminal.write(f"\r{label} {number:,} of {total:,}" + ("\n" if number == total else ""))
            terminal.flush()
            yield result
