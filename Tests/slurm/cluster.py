"""A real Slurm cluster of nodes that all are this machine, without systemd, munge or accounting."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Callable, Iterator

PACKAGES = ["slurmctld", "slurmd", "slurm-client", "slurm-wlm-basic-plugins", "munge"]


class Failure(Exception):
    """Ends the test with one line."""


def install() -> None:
    """Slurm from the system's packages, unless it is there."""
    if all(shutil.which(name) for name in ["slurmctld", "slurmd", "sbatch"]):
        return
    quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = [*quiet, "install", "-y", "--no-install-recommends", *PACKAGES]
    for command in [[*quiet, "update"], install]:
        try:
            done = subprocess.run(command, env=environment, stdout=sys.stderr, check=False)
        except OSError as error:
            raise Failure(f"Slurm is not installed, and apt-get is not there: {error}") from None
        if done.returncode != 0:
            raise Failure(f"Slurm is not installed, and '{' '.join(command)}' failed")


def wait(what: str, seconds: float, condition: Callable[[], bool]) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise Failure(f"{what}: not within {seconds:.0f} s")
        time.sleep(0.01)


class Cluster:
    """Talks to the controller whose configuration lies in a folder."""

    def __init__(self, folder: Path) -> None:
        self.environment = os.environ | {"SLURM_CONF": str(folder / "slurm.conf")}

    def run(self, *command: str | Path, folder: Path | None = None) -> str:
        done = subprocess.run(
            [str(word) for word in command], env=self.environment, cwd=folder, text=True,
            capture_output=True, check=False)
        if done.returncode != 0:
            raise Failure(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout.strip()

    def queue(self, job: str) -> list[str]:
        """The tasks of a job that have not ended."""
        return self.run("squeue", "--noheader", "--array", "--jobs", job, "-o", "%i %t").splitlines()

    def state(self, task: str) -> str:
        """How a task ended, as `FAILED 9`."""
        shown = self.run("scontrol", "--oneliner", "show", "job", task)
        fields = dict(word.split("=", 1) for word in shown.split() if "=" in word)
        return f"{fields['JobState']} {fields['ExitCode']}"


@contextmanager
def cluster(folder: Path, nodes: int) -> Iterator[Cluster]:
    """Starts the daemons, and ends whatever they started when the block ends, however it does."""
    write_configuration(folder, nodes)
    commands = [["slurmctld", "-D", "-i"]] + [["slurmd", "-D", "-N", f"n{n}"] for n in range(nodes)]
    result = Cluster(folder)
    log = open(folder / "daemons.log", "wb")
    daemons: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            path = shutil.which(command[0], path=os.environ["PATH"] + ":/usr/sbin") or command[0]
            daemons.append(subprocess.Popen(
                [path, *command[1:]], env=result.environment, stdout=log, stderr=log))
        wait("all nodes are idle", 30, lambda: idle_nodes(result) == nodes)
        yield result
    except Failure:
        log.flush()
        said = (folder / "daemons.log").read_text(encoding="utf-8", errors="replace")
        print(*said.splitlines()[-40:], sep="\n", file=sys.stderr)
        raise
    finally:
        if daemons and daemons[0].poll() is None:
            cancel_all(result)
        for daemon in reversed(daemons):
            daemon.terminate()
        for daemon in daemons:
            try:
                daemon.wait(5)
            except subprocess.TimeoutExpired:
                daemon.kill()
        log.close()


def idle_nodes(of: Cluster) -> int:
    try:
        return of.run("sinfo", "--noheader", "--Node", "-o", "%N %t").count(" idle")
    except Failure:
        return 0


def cancel_all(cluster: Cluster) -> None:
    try:
        cluster.run("scancel", "--signal=KILL", "--full", f"--user={getpass.getuser()}")
        wait("the queue is empty", 10, lambda: cluster.run("squeue", "--noheader") == "")
    except Failure as error:
        print(f"warning: {error}", file=sys.stderr)


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def write_configuration(folder: Path, nodes: int) -> None:
    host, user = socket.gethostname().split(".")[0], getpass.getuser()
    control, *ports = free_ports(1 + nodes)
    for name in ["state", *[f"spool-n{node}" for node in range(nodes)]]:
        (folder / name).mkdir()
    lines = f"""
ClusterName=offpeak
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={control}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/none
CredType=cred/none
AuthInfo=cred_expire=5
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
JobCompType=jobcomp/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
SlurmdParameters=config_overrides
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=1,sched_interval=1
ReturnToService=2
SlurmdTimeout=0
MessageTimeout=100
KillWait=2
MinJobAge=3600
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
""".strip().splitlines()
    lines += [
        f"NodeName=n{node} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} CPUs=1 State=UNKNOWN"
        for node, port in enumerate(ports)
    ]
    (folder / "slurm.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "cgroup.conf").write_text("CgroupPlugin=cgroup/v1\n", encoding="utf-8")
