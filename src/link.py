"""Let this environment's Python find the helpers: `python src/link.py`, once after installing.

The path file is ASCII: Python before 3.13 reads it in the locale's encoding, and a folder with a
Chinese name would keep it from starting under another.
"""

import sysconfig
from pathlib import Path

source = str(Path(__file__).resolve().parent)
target = Path(sysconfig.get_path("purelib")) / "tifa.pth"
target.write_text(f"import sys; sys.path.append({source!a})\n", encoding="ascii")
