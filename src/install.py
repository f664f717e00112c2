"""Make `.venv` with the packages of a lock, telling how far it is: `python src/install.py`.

    python src/install.py          what a run needs (requirements.txt)
    python src/install.py test     what the tests need on top (requirements-test.txt)

An environment of another or an older Python is replaced. Where uv is found it installs, else pip.
This file is read by the Python that is there, and so has only what Python 3.6 knows.
"""

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
SO_MANY_SECONDS = 5.0
"""Between two signs of life."""


def lock(name):
    """Return the path of a lock: of what a run needs, or of what `name` needs on top."""
    return ROOT / (f"requirements-{name}.txt" if name else "requirements.txt")


def packages(text):
    """Return how many packages a lock names."""
    return len(re.findall(r"^[A-Za-z0-9_.-]+==", text, re.MULTILINE))


def python_in(folder):
    """Return the Python of an environment."""
    return str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def is_sound(folder, module="sys"):
    """Tell whether an environment has a Python that starts, is new enough, and has a module."""
    asked = f"import sys, {module}; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.call([python_in(folder), "-c", asked], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def commands(folder, locked, name):
    """Return the commands that make an environment and fill it."""
    uv = shutil.which("uv")
    # What is on top of another lock needs nothing that is not there.
    install = ["install", "--require-hashes", "-r", str(locked), *(["--no-deps"] if name else [])]
    made = is_sound(folder, "sys" if uv else "pip")
    if uv:
        make = [uv, "venv", "--quiet", "--allow-existing", "--python", ">=3.11", str(folder)]
        fill = [uv, "pip", install[0], "--python", python_in(folder), *install[1:]]
    else:
        make = [sys.executable, "-m", "venv", str(folder)]
        quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
        fill = [python_in(folder), "-m", "pip", *install, *quiet]
    return [*([] if made else [make]), fill]


def tell(said):
    """Say something at once, whatever the terminal can show."""
    sys.stdout.write(f"Tifa: {said}\n")
    sys.stdout.flush()


def call(command, total):
    """Run an installer, telling how far it is; return what it said and its code."""
    environment = dict(os.environ, UV_COMPILE_BYTECODE="1", UV_NO_PROGRESS="1", PYTHONUTF8="1")
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        universal_newlines=True,
        errors="replace",
    )
    lines = []
    reader = threading.Thread(target=lambda: lines.extend(running.stdout), daemon=True)
    reader.start()
    start = time.time()
    while reader.is_alive():
        reader.join(SO_MANY_SECONDS)
        if reader.is_alive():
            tell(f"{progress(lines, total)}, {time.time() - start:.0f} s")
    return lines, running.wait()


def progress(lines, total):
    """Return what an installer has done, by what it said."""
    if any(line.startswith("Installing collected") for line in lines):
        return "all are fetched and being unpacked"
    fetched = sum(line.lstrip().startswith("Collecting") for line in lines)
    return f"{fetched} of {total} fetched" if fetched else "working"


def main(name=""):
    """Make what is wanted; return 0 when all went well."""
    folder = ROOT / ".venv"
    sound = is_sound(folder)
    if not sound and not shutil.which("uv") and sys.version_info < OLDEST:
        version = sys.version.split()[0]
        tell(f"Python 3.11 or later is needed, and this is {version}: name another, as")
        tell("    make reports PYTHON=python3.12")
        return 1
    if not sound and (folder.is_symlink() or folder.exists()):
        tell(".venv has no Python of 3.11 or later that starts; it is made anew.")
        folder.unlink() if folder.is_symlink() else shutil.rmtree(str(folder))
    total = packages(lock(name).read_text(encoding="utf-8"))
    what = "the tests need on top" if name else "a run needs"
    minutes = "half a minute" if name else "two to four minutes"
    tell(f"installing {total} packages that {what} into .venv; it takes {minutes}.")
    for command in commands(folder, lock(name), name):
        lines, code = call(command, total)
        if code:
            sys.stdout.write("".join(lines[-30:]))
            tell("the packages could not be installed; the reason is above.")
            return 1
    return subprocess.call([python_in(folder), str(ROOT / "src" / "link.py")])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
