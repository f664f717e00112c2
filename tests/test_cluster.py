"""The same tables from a cluster, whatever happens to a worker; what cannot work is said before."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Run
from helpers import cleaning, cluster, commitments, parallel, tables
from helpers.errors import ClusterError

pytest.importorskip("distributed", reason="needs the extra `cluster`")
pytestmark = pytest.mark.filterwarnings("ignore")  # distributed's own, which are not ours to mend
REPORT = """{year}年{city}政府工作报告

各位代表：

一、{last}年工作回顾

{last}年，全市地区生产总值增长{low}%，新增城镇就业{jobs}万人，完成投资{money}亿元。

二、{year}年工作安排

{year}年，全市地区生产总值增长{high}%左右，新增城镇就业{jobs}万人以上，力争完成投资{money}亿元。
"""


def begin(*words: str, path: str) -> "subprocess.Popen[bytes]":
    """Start a part of a cluster."""
    environment = {**os.environ, "PYTHONPATH": path}
    command = [sys.executable, "-m", *words]
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)


@pytest.fixture
def servers() -> Iterator[list["subprocess.Popen[bytes]"]]:
    """Yield the list of servers of a test, which are ended after it."""
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for server in started:
        server.kill()
        server.wait()


@pytest.fixture
def scheduler(servers: list[Any]) -> str:
    """Return the address of a scheduler on loopback that has no workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ("--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    servers.append(
        begin("distributed.cli.dask_scheduler", *options, path=os.pathsep.join(sys.path))
    )
    return f"tcp://127.0.0.1:{port}"


def worker(address: str, path: str) -> "subprocess.Popen[bytes]":
    """Start a worker that finds modules on this path."""
    options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
    return begin("distributed.cli.dask_worker", address, *options, path=path)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder of 45 reports."""
    folder = tmp_path / "raw"
    folder.mkdir()
    for number, city in enumerate(("镇江市", "扬州市", "佛山市")):
        for year in range(2008, 2023):
            low, high = 6 + year % 5 + number / 10, 7 + year % 3
            figures = {"low": low, "high": high, "jobs": 3 + number, "money": 300 + year % 7}
            told = REPORT.format(city=city, year=year, last=year - 1, **figures)
            (folder / f"{city}-{year}.txt").write_text(told, encoding="utf-8")
    return folder


def made(raw: Path, out: Path) -> dict[str, bytes]:
    """Return the bytes of the tables of cleaning and of commitments."""
    found = cleaning.clean_folder(raw)
    promises = commitments.extract_all(found["documents"], found["paragraphs"])
    duties = commitments.assign(found["documents"], found["paragraphs"], promises)
    tables.write(out, **found, commitments=promises, responsibilities=duties)
    return {path.name: path.read_bytes() for path in out.glob("*.csv")}


def test_a_cluster_gives_the_same_bytes_though_a_worker_dies_on_the_way(
    scheduler: str,
    servers: list[Any],
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = made(corpus, tmp_path / "here")
    path = os.pathsep.join([str(ROOT / "src"), *sys.path])
    servers += [worker(scheduler, path), worker(scheduler, path)]
    doomed = servers[-1]
    monkeypatch.setattr(cluster, "PATIENCE", 60)  # a busy machine is no failure
    cluster.check(scheduler)
    with cluster._client(scheduler) as client:
        client.wait_for_workers(2, timeout=60)
    taken = []
    ahead = parallel._ahead

    def dying(*given: Any) -> Iterator[Any]:
        for result in ahead(*given):
            taken.append(result)
            if len(taken) == 10 and doomed.poll() is None:
                os.kill(doomed.pid, signal.SIGKILL)
            yield result

    monkeypatch.setattr(parallel, "_ahead", dying)
    monkeypatch.setenv(cluster.ADDRESS, scheduler)
    there = made(corpus, tmp_path / "there")
    assert doomed.wait(10) == -signal.SIGKILL
    assert len(taken) >= 3 * 45  # cleaned, read for promises, for duties; files are read here
    assert there == here


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "foo://x"])
def test_a_scheduler_that_is_not_there_is_named_before_any_work(
    run: Run, tmp_path: Path, address: str
) -> None:
    told = run("--out", tmp_path / "out", "--scheduler", address)
    assert told.returncode == 2
    assert f"No scheduler answers at {address}" in told.stderr
    assert "Traceback" not in told.stderr
    assert not (tmp_path / "out").exists()


def test_a_scheduler_without_workers_is_told(
    scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "WORKERS_COME", 0.5)
    with pytest.raises(ClusterError, match="has no workers"):
        cluster.check(scheduler)


def test_workers_without_the_project_or_with_another_state_of_it_are_told(
    scheduler: str, servers: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 60)  # a busy machine is no failure
    monkeypatch.setattr(cluster, "WORKERS_COME", 120)
    package = tmp_path / "other" / "helpers"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "kept.py").write_text("def code():\n    return 'another state'\n")
    path = os.pathsep.join([str(package.parent), *sys.path])
    other = worker(scheduler, path)
    servers.append(other)
    with pytest.raises(ClusterError, match="another state of Tifa"):
        cluster.check(scheduler)
    other.kill()
    (package / "kept.py").unlink()
    with cluster._client(scheduler) as client:
        while client.scheduler_info()["workers"]:
            time.sleep(0.1)
    servers.append(worker(scheduler, path))
    with pytest.raises(ClusterError, match="cannot import Tifa"):
        cluster.check(scheduler)
