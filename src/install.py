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
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OLDEST = (3, 11)
SO_MANY_SECONDS = 5.0
"""Between two signs of life."""


def lock(name):
    """Return the path of a lock: of what a run needs, or of what `name` needs on top."""
    return os.path.join(ROOT, "requirements-{}.txt".format(name) if name else "requirements.txt")


def packages(text):
    """Return how many packages a lock names."""
    return len(re.findall(r"^[A-Za-z0-9_.-]+==", text, re.MULTILINE))


def python_in(folder):
    """Return the Python of an environment."""
    windows = os.path.join(folder, "Scripts", "python.exe")
    return windows if os.name == "nt" else os.path.join(folder, "bin", "python")


def is_sound(folder, module="sys"):
    """Tell whether an environment has a Python that starts, is new enough, and has a module."""
    asked = "import sys, {}; sys.exit(sys.version_info < {})".format(module, OLDEST)
    try:
        return subprocess.call([python_in(folder), "-c", asked], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def commands(folder, locked, name):
    """Return the commands that make an environment and fill it."""
    uv = shutil.which("uv")
    # What is on top of another lock needs nothing that is not there.
    install = ["install", "--require-hashes", "-r", locked] + (["--no-deps"] if name else [])
    made = is_sound(folder, "sys" if uv else "pip")
    if uv:
        make = [uv, "venv", "--quiet", "--allow-existing", "--python", ">=3.11", folder]
        fill = [uv, "pip"] + install[:1] + ["--python", python_in(folder)] + install[1:]
    else:
        make = [sys.executable, "-m", "venv", folder]
        quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
        fill = [python_in(folder), "-m", "pip"] + install + quiet
    return ([] if made else [make]) + [fill]


def tell(said):
    """Say something at once, whatever the terminal can show."""
    sys.stdout.write("Tifa: {}\n".format(said))
    sys.stdout.flush()


def call(command, total):
    """Run an installer, telling how many packages it has fetched; return its lines and its code."""
    environment = dict(os.environ, UV_COMPILE_BYTECODE="1", UV_NO_PROGRESS="1", PYTHONUTF8="1")
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        universal_newlines=True,
        errors="replace",
    )
    lines, fetched, start = [], 0, time.time()
    told = start
    for line in running.stdout:
        lines.append(line)
        fetched += line.lstrip().startswith("Collecting")
        if line.startswith("Installing collected"):
            tell("all are here; unpacking them takes about a minute.")
        elif time.time() - told > SO_MANY_SECONDS:
            told = time.time()
            tell("{} of {} packages, {:.0f} s".format(fetched, total, told - start))
    return lines, running.wait()


def main(name=""):
    """Make what is wanted; return 0 when all went well."""
    folder = os.path.join(ROOT, ".venv")
    if not shutil.which("uv") and sys.version_info < OLDEST:
        tell(
            "Python 3.11 or later is needed, and this is {}: name another, as "
            "`make reports PYTHON=python3.12`.".format(sys.version.split()[0])
        )
        return 1
    if os.path.lexists(folder) and not is_sound(folder):
        tell(".venv has no Python of 3.11 or later that starts; it is made anew.")
        os.unlink(folder) if os.path.islink(folder) else shutil.rmtree(folder)
    with open(lock(name), encoding="utf-8") as file:
        total = packages(file.read())
    what = "the tests need on top" if name else "a run needs"
    minutes = "half a minute" if name else "two to four minutes"
    tell("installing {} packages that {} into .venv; it takes {}.".format(total, what, minutes))
    for command in commands(folder, lock(name), name):
        lines, code = call(command, total)
        if code:
            sys.stdout.write("".join(lines[-30:]))
            tell("the packages could not be installed; the reason is above.")
            return 1
    return subprocess.call([python_in(folder), os.path.join(ROOT, "src", "link.py")])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
