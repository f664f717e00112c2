"""`make bench`: every benchmark, each in a process of its own, with its table, kept in RESULTS.md.

Named benchmarks (`python benchmarks steps pages`) are run alone and only shown.
"""

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

import psutil

HERE = Path(__file__).parent
BENCHMARKS = ("pages", "corpus", "steps", "terms", "segmentation")


def main() -> int:
    """Run the benchmarks named, or all, and return 1 when a limit was passed."""
    names = sys.argv[1:] or BENCHMARKS
    failed, told = [], [f"# What `make bench` measured\n\n{machine()}\n"]
    for name in names:
        print(f"\n## {name}\n", flush=True)
        command = [sys.executable, HERE / f"{name}.py"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        print(done.stdout, end="", flush=True)
        told.append(f"## {name}\n\n{done.stdout}")
        if done.returncode:
            failed.append(name)
    limits = f"Limits were passed in: {', '.join(failed)}." if failed else "All limits hold."
    print(f"\n{limits}")
    if not sys.argv[1:]:
        (HERE / "RESULTS.md").write_text("\n".join([*told, limits, ""]), encoding="utf-8")
    return int(bool(failed))


def machine() -> str:
    """Return the kind of machine and the day, and how busy it was when this began."""
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{time.strftime('%Y-%m-%d')}: {os.cpu_count()} processors ({platform.machine()}), "
        f"{memory:.0f} GB, {platform.system()}, Python {platform.python_version()}; "
        f"{os.getloadavg()[0]:.1f} processes waited for a processor when it began. "
        "Where that is more than one, processor seconds tell more than the clock's."
    )


if __name__ == "__main__":
    sys.exit(main())
