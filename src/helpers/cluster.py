"""Do the per-document work on a Dask cluster: any number of machines, the same functions and bytes.

The cluster is started by others (docs/scaling.md); its workers need this project at the same state
and the same packages. What a document becomes does not depend on where it was made: results come
back in the order of the documents, and a worker that dies costs what it was working on, which
another one does again.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from helpers import kept
from helpers.errors import ClusterError

ADDRESS = "TIFA_SCHEDULER"
PATIENCE, WORKERS_COME = 10, 60
"""Seconds until a scheduler must have answered, and a first worker have come."""


def check(address: str) -> None:
    """Raise ClusterError that says what to do where this cluster could not do the work.

    That is: no scheduler there, no worker, or one without this project or with another state of it.
    """
    own = kept.code()
    with _client(address) as client:
        try:
            client.wait_for_workers(1, timeout=WORKERS_COME)
        except TimeoutError:
            raise ClusterError(
                f"The scheduler {address} has no workers: start some (docs/scaling.md)."
            ) from None
        states = client.run(_asker(), on_error="return")
    for worker, state in sorted(states.items()):
        if isinstance(state, Exception):
            raise ClusterError(
                f"The worker {worker} cannot import Tifa ({state}): install requirements.txt and "
                "put src on its PYTHONPATH."
            )
        if state != own:
            raise ClusterError(
                f"The worker {worker} has another state of Tifa, of Python or of the packages: "
                "bring all machines to one commit and one requirements.txt."
            )


def _asker() -> Any:
    """Return a function that tells a worker's state, and is sent as code, not as a name."""

    def ask() -> str:
        from importlib import import_module

        return str(import_module("helpers.kept").code())

    ask.__module__ = "__main__"
    return ask


@contextmanager
def executor(address: str) -> Iterator[Executor]:
    """Yield what does calls on the cluster, each again where the worker that did it is gone."""
    with _client(address) as client:
        workers: Executor = client.get_executor(pure=False, retries=2)
        yield workers


@contextmanager
def _client(address: str) -> Iterator[Any]:
    """Yield a client of the scheduler; raise ClusterError where there is none."""
    try:
        from distributed import Client
        from distributed.comm.addressing import parse_address
        from distributed.comm.registry import get_backend
    except ModuleNotFoundError:
        raise ClusterError(
            "--scheduler needs the package distributed: install it, or leave the option out."
        ) from None
    try:
        get_backend(parse_address(address)[0])  # before a client is half made
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(
            f"No scheduler answers at {address} ({error}): start one with `dask scheduler`, or "
            "leave --scheduler out to work on this machine."
        ) from None
    with client:
        yield client


def settings(address: str) -> dict[str, str]:
    """Return the environment with which the kernels of a run work on a cluster."""
    return {ADDRESS: address} if address else {}
