"""`make bench`: every benchmark, each in a process of its own, with its table."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run the benchmarks named, or all, and return 1 when a limit was passed."""
    names = sys.argv[1:] or sorted(p.stem for p in HERE.glob("*.py") if p.stem != "__main__")
    failed = []
    for name in names:
        print(f"\n## {name}\n", flush=True)
        if subprocess.run([sys.executable, HERE / f"{name}.py"], check=False).returncode:
            failed.append(name)
    print(f"\nLimits were passed in: {', '.join(failed)}." if failed else "\nAll limits hold.")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
