"""Print the licence of each package of a bill of materials: `python src/licences.py sbom.json`.

Ends with 1 when a package states none.
"""

import json
import sys
from pathlib import Path


def licences(bill: str) -> dict[str, str]:
    """Return the licences that a CycloneDX bill states, by package with version.

    >>> licences('{"components": [{"name": "a", "licenses": [{"expression": "MIT"}]}]}')
    {'a': 'MIT'}
    """
    return {
        f"{part['name']} {part.get('version', '')}".strip(): ", ".join(
            stated.get("expression") or stated["license"].get("id") or stated["license"]["name"]
            for stated in part.get("licenses", [])
        )
        for part in json.loads(bill)["components"]
    }


def main() -> int:
    """Print them; return 1 when one is missing."""
    found = licences(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for package, licence in found.items():
        print(f"{package}: {licence or 'STATES NONE'}")
    return int(not all(found.values()))


if __name__ == "__main__":
    sys.exit(main())
