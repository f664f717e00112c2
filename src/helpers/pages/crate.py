"""Say by machine what the pages were made from and how: a Workflow Run RO-Crate beside them.

See https://www.researchobject.org/workflow-run-crate. It holds no time: two runs on the same give
the same bytes, and `verify` reads in it what to run again.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

from helpers import plan
from helpers.pages.report import page_versions, save
from helpers.pages.takeaway import ARCHIVE, program
from helpers.places import PACKAGE, TEMPLATE, Places

NAME = "ro-crate-metadata.json"
LAST = (NAME, ARCHIVE)
WORKFLOW = "workflow/plan.py"
FORMATS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".csv": "text/csv",
    ".ipynb": "application/x-ipynb+json",
    ".py": "text/x-python",
    ".png": "image/png",
    ".woff": "font/woff",
    ".zip": "application/zip",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
}
Entity = dict[str, Any]
Settings = Mapping[str, Mapping[str, Any]]


def save_crate(places: Places, raw: Sequence[Path], settings: Settings) -> None:
    """Write the crate, and the workflow that it speaks of: the plan and the notebooks as run."""
    folder = places.reports / "workflow"
    for source in (PACKAGE / "plan.py", *(notebook.source for notebook in plan.NOTEBOOKS)):
        save(folder / source.name, source.read_text(encoding="utf-8"))
    graph = _graph(places, inputs(places, raw), settings)
    whole = {**_template(), "@graph": graph}
    save(places.reports / NAME, json.dumps(whole, ensure_ascii=False, indent=1) + "\n")


def inputs(places: Places, raw: Iterable[Path]) -> dict[str, str]:
    """Return the digest of each file of texts by its name in the folder."""
    named = {path.relative_to(places.raw).as_posix(): path for path in raw}
    return {_whole(name): digest(path) for name, path in named.items()}


def outputs(places: Places, *, last: bool = False) -> dict[str, str]:
    """Return the digest of each table and page; a page's name is seen from the folder of pages.

    With `last` those of the crate and of the archive, too, which are made after all others.
    """
    made = {f"table/{path.name}": path for path in sorted(places.processed.glob("*.csv"))}
    pages = (path for path in sorted(places.reports.rglob("*")) if path.is_file())
    made |= {path.relative_to(places.reports).as_posix(): path for path in pages}
    return {name: digest(path) for name, path in made.items() if last or name not in LAST}


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read(
    places: Places,
) -> "tuple[dict[str, str], dict[str, str], dict[str, dict[str, Any]]] | None":
    """Return the digests of inputs and of outputs, and the parameters, that the crate tells.

    None where there is no crate that can be read.
    """
    try:
        graph = json.loads((places.reports / NAME).read_text(encoding="utf-8"))["@graph"]
        hashed = {unquote(e["@id"]): str(e["sha256"]) for e in graph if "sha256" in e}
        begins = "#input/"
        read_in = {k.removeprefix(begins): v for k, v in hashed.items() if k.startswith(begins)}
        made = {k.removeprefix("#"): v for k, v in hashed.items() if not k.startswith(begins)}
        settings: dict[str, dict[str, Any]] = {}
        for entity in graph:
            if entity["@type"] == "PropertyValue":
                notebook, _, parameter = entity["name"].partition(".")
                settings.setdefault(notebook, {})[parameter] = json.loads(entity["value"])
        return read_in, made, settings
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _graph(places: Places, read_in: Mapping[str, str], settings: Settings) -> list[Entity]:
    """Return what the crate holds: itself, the workflow, the run, what it read and made."""
    set_here = {f"{name}.{key}": v for name, own in settings.items() for key, v in own.items()}
    values = [_value(name, value) for name, value in set_here.items()]
    asked = [_parameter(name) for name in set_here]
    sources = [_file(f"#input/{name}", sha) for name, sha in read_in.items()]
    made = outputs(places)
    results = [_file(f"#{k}" if k.startswith("table/") else k, sha) for k, sha in made.items()]
    notebooks = [f"workflow/{notebook.name}.ipynb" for notebook in plan.NOTEBOOKS]
    code = {WORKFLOW, *notebooks}
    for entity in results:
        if entity["name"] in code:
            entity["@type"] = ["File", "SoftwareSourceCode"]
            entity["programmingLanguage"] = {"@id": "#python"}
    workflow = next(entity for entity in results if entity["name"] == WORKFLOW)
    workflow["@type"] = ["File", "SoftwareSourceCode", "ComputationalWorkflow"]
    workflow |= {
        "conformsTo": {"@id": "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"},
        "hasPart": _ids([e for e in results if e["name"] in notebooks]),
        "softwareRequirements": [{"@id": f"#package/{name}"} for name in page_versions()],
    }
    if asked:
        workflow["input"] = _ids(asked)
    heads = _template()["@graph"]
    by_id = {entity["@id"]: entity for entity in heads}
    by_id["./"]["datePublished"] = _published()
    by_id["./"]["hasPart"] = _ids(e for e in results if not e["@id"].startswith("#"))
    by_id["#run"]["object"] = _ids([*sources, *values])
    by_id["#run"]["result"] = _ids(e for e in results if e["name"] not in code)
    return [*heads, *asked, *values, *sources, *results, *_packages()]


def _template() -> dict[str, Any]:
    """Return what is said of every run: the crate, its rights, what it conforms to, the run."""
    whole: dict[str, Any] = json.loads((TEMPLATE / "crate.json").read_text(encoding="utf-8"))
    return whole


def _published() -> str:
    """Return the day of publication: SOURCE_DATE_EPOCH's, else that of this version of Tifa."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH", ""):
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    return str(program()["date-released"])


def _packages() -> list[Entity]:
    """Return Python and the packages whose versions can change what is made."""
    python, *others = page_versions().items()
    language = {
        "@id": "#python",
        "@type": "ComputerLanguage",
        "name": python[0],
        "version": python[1],
        "url": "https://www.python.org",
    }
    named = [
        {
            "@id": f"#package/{name}",
            "@type": "SoftwareApplication",
            "name": name,
            "softwareVersion": version,
        }
        for name, version in (python, *others)
    ]
    return [language, *named]


def _file(name: str, sha: str) -> Entity:
    """Return an entity of a file: one of the crate, or one that lies elsewhere (`#`)."""
    outside = name.startswith("#")
    kind = FORMATS.get(PurePosixPath(name).suffix)
    return {
        "@id": ("#" if outside else "") + quote(name.removeprefix("#")),
        "@type": "CreativeWork" if outside else "File",
        "name": name.partition("/")[2] if outside else name,
        "sha256": sha,
        **({"encodingFormat": kind} if kind else {}),
    }


def _parameter(name: str) -> Entity:
    return {
        "@id": f"#parameter/{quote(name)}",
        "@type": "FormalParameter",
        "additionalType": "Text",
        "conformsTo": {"@id": "https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE"},
        "name": name,
    }


def _value(name: str, value: Any) -> Entity:
    return {
        "@id": f"#value/{quote(name)}",
        "@type": "PropertyValue",
        "exampleOfWork": {"@id": f"#parameter/{quote(name)}"},
        "name": name,
        "value": json.dumps(value, ensure_ascii=False),
    }


def _ids(entities: Iterable[Entity]) -> list[Entity]:
    return [{"@id": entity["@id"]} for entity in entities]


def _whole(name: str) -> str:
    """Return a name without half characters, which no JSON can hold."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
