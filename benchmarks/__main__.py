"""`make bench`: every benchmark that can run here, and a table at the end."""

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run the benchmarks named, or all, and print their rows."""
    names = sys.argv[1:] or sorted(p.stem for p in HERE.glob("*.py") if p.stem != "__main__")
    rows = []
    for name in names:
        print(f"{name} …", file=sys.stderr, flush=True)
        rows += importlib.import_module(name).main()
    wide = [max(len(row[column]) for row in rows) for column in range(2)]
    for what, figure, wanted in rows:
        print(f"{what:{wide[0]}}  {figure:>{wide[1]}}  {wanted}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
