"""Print the licence of each package of a bill of materials: `python src/licences.py sbom.json`.

Ends with 1 when a package states none.
"""

import json
import sys
from importlib import metadata
from pathlib import Path


def licences(bill: str) -> dict[str, str]:
    """Return the licences that a CycloneDX bill states, by package.

    >>> licences('{"components": [{"name": "a", "licenses": [{"expression": "MIT"}]}]}')
    {'a': 'MIT'}
    """
    return {
        part["name"]: ", ".join(
            stated.get("expression") or stated["license"].get("id") or stated["license"]["name"]
            for stated in part.get("licenses", [])
        )
        or own_word(part["name"])
        for part in json.loads(bill)["components"]
    }


def own_word(package: str) -> str:
    """Return what an installed package says of its licence in words of its own, or nothing.

    >>> own_word("no-such-package")
    ''
    """
    try:
        found = metadata.distribution(package)
    except metadata.PackageNotFoundError:
        return ""
    files = [file for file in found.files or [] if "LICENSE" in file.name.upper()]
    first = files[0].read_text().strip().split("\n")[0] if files else ""
    return found.metadata.get("License") or first.strip()


def main() -> int:
    """Print them; return 1 when one is missing."""
    found = licences(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for package, licence in found.items():
        print(f"{package}: {licence or 'STATES NONE'}")
    return int(not all(found.values()))


if __name__ == "__main__":
    sys.exit(main())
