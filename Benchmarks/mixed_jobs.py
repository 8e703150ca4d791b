"""Mixed jobs of a week: whole and interruptible, with and without a value."""

from __future__ import annotations

from typing import Any, Callable

HOURS = 168


class Draw:
    """Knuth's 64-bit congruential generator: the same jobs on every machine."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, bound: int) -> int:
        self.state = (self.state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        return (self.state >> 33) % bound

    def one(self, choices: list[Any]) -> Any:
        return choices[self.below(len(choices))]

    def percent(self, share: int) -> bool:
        return self.below(100) < share


def mixed_jobs(
    count: int, *, seed: int, scale: int, instant: Callable[[float], str]
) -> list[dict[str, Any]]:
    """Jobs of a week for 32 × `scale` GPUs; the same ones on every machine."""
    draw = Draw(seed).below
    jobs = []
    for number in range(count):
        hours = [0.7, 1.5, 2, 3.25, 4, 6.4, 9, 12.5][draw(8)]
        # The last ones come early enough for a queue to end inside the week.
        release = draw(int(128 - hours) * 4) / 4
        slack = hours + [4, 10, 20, 30, 48][draw(5)] + draw(4) / 4
        job: dict[str, Any] = {
            "id": f"job-{number}",
            "pool": "gpu",
            "gpus": scale * [1, 2, 4, 8, 8, 16][draw(6)],
            "hours": hours,
            "wattsPerGPU": [450, 700, 950][draw(3)],
            "release": instant(release),
            "deadline": instant(min(HOURS, release + slack)),
        }
        kind = draw(8)
        if kind < 3:
            job["preemption"] = {}
        elif kind == 3:
            minimum, restart = [60, 90, 120][draw(3)], [3, 6, 15][draw(3)]
            job["preemption"] = {"minimumRunMinutes": minimum, "restartMinutes": restart}
        if draw(7) == 0:
            job["value"] = job["gpus"] * hours * [0.01, 0.06, 0.5][draw(3)]
        jobs.append(job)
    return jobs
