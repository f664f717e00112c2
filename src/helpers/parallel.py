"""Do a per-document function for a whole corpus: in processes when it is large, failures kept."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    pass

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_PROCESSES = 20
"""From so many items on, starting processes costs less than it saves."""


def each(
    function: Callable[[Item], Result], items: Sequence[Item], *, label: str = "document"
) -> list[Result]:
    """Return the function's result for each item, in their order.

    The function must be importable by other processes: a module's function or a partial of one.
    """
    if len(items) < WORTH_PROCESSES:
        return list(_told(map(function, items), len(items), label))
    with ProcessPoolExecutor() as pool:
        results = pool.map(function, items, chunksize=max(1, len(items) // 200))
        return list(_told(results, len(items), label))


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
