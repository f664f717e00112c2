"""Start kernels as forks of one process that has imported everything: nothing is imported twice.

multiprocessing's fork server is that process: it has one thread, imports once what notebooks need,
and forks. It is used on Linux; elsewhere forking is not there, or not safe once libraries of the
system are loaded, and papermill starts its kernels in the plain way. The notebooks, papermill,
nbclient and ipykernel are the same both ways, and so are the bytes.
"""

import multiprocessing
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess

from helpers import plan
from helpers.places import PACKAGE

LIBRARIES = (
    "ipykernel.ipkernel", "matplotlib.pyplot", "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg", "networkx", "pandas", "PIL.PngImagePlugin", "scipy.stats",
    "seaborn", "wordcloud",
)  # fmt: skip
"""What the notebooks' wings import when they are called.

Not matplotlib_inline, which attaches itself to the session that it is imported in.
"""


def can_fork() -> bool:
    """Tell whether kernels can be forks here."""
    return sys.platform == "linux"


def prepare() -> None:
    """Start the process that kernels are forked from; it imports while others go on."""
    if can_fork():
        forkserver.set_forkserver_preload([*LIBRARIES, *_wings()])
        forkserver.ensure_running()


def _wings() -> list[str]:
    """Return the modules that notebooks begin with: the wings and their stories."""
    rooms = [notebook.wing for notebook in plan.NOTEBOOKS]
    stories = [path for room in rooms for path in sorted((PACKAGE / room).glob("*story.py"))]
    return [f"helpers.{path.parent.name}.{path.stem}" for path in stories]


class Fork(ForkServerProcess):
    """A forked process with what jupyter_client asks of one that was started by a command."""

    stdin = stdout = stderr = None

    def poll(self) -> int | None:
        """Return how it ended, None while it runs."""
        return self.exitcode

    def wait(self) -> int | None:
        """Wait for its end and return how it ended."""
        self.join()
        return self.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        if self.pid and self.exitcode is None:
            os.kill(self.pid, number)


def run_kernel(arguments: Sequence[str], env: Mapping[str, str], cwd: str | None) -> None:
    """Be a kernel, as `python -m ipykernel_launcher` with these arguments is, until it is ended."""
    os.setsid()  # Ctrl-C is for the run, which ends its kernels itself
    os.environ.clear()
    os.environ.update(env)
    if cwd:
        os.chdir(cwd)
    threading.Thread(target=_end_with_the_run, daemon=True).start()
    from ipykernel.kernelapp import IPKernelApp

    # It is no child of the run, so that ipykernel's own watch over its parent does not fit.
    IPKernelApp.launch_instance([*arguments, "--IPKernelApp.parent_handle=0"])


def _end_with_the_run() -> None:
    """Wait until the process that asked for this kernel is gone, however it went, and go too."""
    run = multiprocessing.parent_process()
    if run:
        run.join()
        os._exit(1)
