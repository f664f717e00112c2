"""Let this environment's Python find the helpers: `python src/link.py`, once after installing."""

import sysconfig
from pathlib import Path

target = Path(sysconfig.get_path("purelib")) / "tifa.pth"
target.write_text(f"{Path(__file__).resolve().parent}\n", encoding="utf-8")
