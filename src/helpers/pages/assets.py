"""Make the scripts that pages carry with them, and the policy that lets no other script run."""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import util
from pathlib import Path
from typing import Any

from helpers.places import TEMPLATE
from helpers.show import html
from helpers.show import words as messages
from helpers.show.words import Text

EXPORT = re.compile(r"export\{[^}]*?(\w+) as jQuery[^}]*\};?")
UNPACK = """\
// DataTables (MIT) as the package itables holds it, packed to less than half; licences are inside.
// It is unpacked when its reader first moves, so that those who only read do not wait for it.
const packed = "%s";
async function unpack() {
  moves.forEach((name) => removeEventListener(name, unpack));
  const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.head.append(script);
}
const moves = ["pointermove", "pointerdown", "touchstart", "keydown", "wheel", "scroll"];
moves.forEach((name) => addEventListener(name, unpack, { passive: true }));
"""


@cache
def inline_scripts() -> dict[str, str]:
    """Return the scripts that stand in every page: its language, and its contents."""
    return {name: _code(name) for name in ("page", "contents")}


@cache
def content_policy() -> str:
    """Return the content security policy of a page: our scripts by hash, and no network.

    `file:` lets a page opened from disk load the scripts and the font beside it; `'self'` does so
    on a server, which a crawler may also ask for robots.txt. Pictures drawn by the notebooks carry
    styles of their own.
    """
    ours = [*inline_scripts().values(), _tables_code()]
    hashes = " ".join(f"'sha256-{_digest(code)}'" for code in ours)
    return (
        f"default-src 'none'; script-src 'self' file: {hashes}; style-src 'unsafe-inline'; "
        "img-src 'self' file: data:; font-src 'self' file: data:; base-uri 'none'; "
        "connect-src 'self'; form-action 'none'"
    )


def _digest(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode("ascii")


@cache
def tables_script() -> str:
    """Return the script that unpacks and starts the tables when its reader first moves."""
    return UNPACK % packed(_tables_code())


def packed(text: str) -> str:
    """Return a text as a script can hold it and a browser unpack it: gzip in base64."""
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode("ascii")


@cache
def evidence_script() -> str:
    """Return the script that shows a sentence beside its link."""
    return with_words(words_of("evidence"), "beside", "evidence")


def words_of(section: str) -> dict[str, dict[str, Any]]:
    """Return what a section of the catalog says, by language, for a script."""
    entries = messages.catalog()[section].items()
    return {lang: {name: entry[lang] for name, entry in entries} for lang in ("en", "zh")}


def with_words(words: Mapping[str, object], *names: str) -> str:
    """Return scripts of the template as one that knows our words as `said`, for itself alone."""
    return f"{{\nconst said = {json.dumps(words, ensure_ascii=False)};\n{_code(*names)}}}\n"


def _code(*names: str) -> str:
    return "".join((TEMPLATE / f"{name}.js").read_text(encoding="utf-8") for name in names)


@cache
def _tables_code() -> str:
    """Return the code that sorts, filters and saves tables: DataTables of the package itables.

    It is itables' bundle as a plain script, since browsers load no module from disk, and our few
    lines that start it. Raises ModuleNotFoundError when itables is missing or ends differently.
    """
    spec = util.find_spec("itables")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("itables is missing: install requirements.txt.")
    bundle = Path(spec.origin).parent / "html" / "dt_bundle.js"
    code, exported = EXPORT.subn(r"window.jQuery=\1", bundle.read_text(encoding="utf-8"))
    if exported != 1:
        raise ModuleNotFoundError("itables' bundle does not export jQuery: see requirements.txt.")
    words = words_of("table")
    marked = {key: html.both(Text(en, words["zh"][key])) for key, en in words["en"].items()}
    said = {"html": marked, **words}
    words_of_ours = f"const said = {json.dumps(said, ensure_ascii=False)};"
    return f"(() => {{{code}\n{words_of_ours}\n{_code('beside', 'tables')}}})();\n"
