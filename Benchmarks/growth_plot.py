"""A picture of how time grows with the number of jobs, beside n log n."""

from __future__ import annotations

import math

WIDTH, HEIGHT, MARGIN = 640, 400, 60
INK, MEASURED, REFERENCE = "#333", "#1f6feb", "#999"


def growth_plot(points: list[tuple[int, float]]) -> str:
    """Both axes are logarithmic; n log n goes through the first point.

    Points are jobs and seconds, by ascending jobs; there is at least one.
    """
    first_jobs, first_seconds = points[0]
    reference = [
        (jobs, first_seconds * jobs * math.log(jobs) / (first_jobs * math.log(first_jobs)))
        for jobs, _ in points
    ]
    most_seconds = max(seconds for _, seconds in [*points, *reference])
    left, right = math.log10(first_jobs), math.log10(max(points[-1][0], 10 * first_jobs))
    bottom = math.floor(math.log10(min(seconds for _, seconds in points)))
    top = max(bottom + 1, math.ceil(math.log10(most_seconds)))

    def place(jobs: float, seconds: float) -> tuple[float, float]:
        across = (math.log10(jobs) - left) / (right - left)
        up = (math.log10(seconds) - bottom) / (top - bottom)
        x = MARGIN + across * (WIDTH - 2 * MARGIN)
        return x, HEIGHT - MARGIN - up * (HEIGHT - 2 * MARGIN)

    def line(series: list[tuple[int, float]], colour: str, dashes: str = "") -> str:
        path = " ".join("{:.1f},{:.1f}".format(*place(*point)) for point in series)
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>'

    def text(x: float, y: float, words: str, anchor: str = "middle", colour: str = INK) -> str:
        return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="13" role="img" '
        'aria-label="Seconds from files to file against the number of jobs">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for power in range(bottom, top + 1):
        x, y = place(first_jobs, 10.0**power)
        parts.append(f'<path d="M{x:.1f} {y:.1f}H{WIDTH - MARGIN}" stroke="#e5e5e5"/>')
        parts.append(text(x - 8, y + 4, f"{10.0**power:g} s", "end"))
    for jobs, _ in points:
        x, y = place(jobs, 10.0**bottom)
        parts.append(text(x, y + 20, f"{jobs:,}"))
    parts.append(text(WIDTH / 2, HEIGHT - 14, "jobs"))
    parts.append(line(reference, REFERENCE, "6 5"))
    parts.append(line(points, MEASURED))
    for jobs, seconds in points:
        x, y = place(jobs, seconds)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{MEASURED}"/>')
        parts.append(text(x, y + 20, f"{seconds:.1f} s", colour=MEASURED))
    x, y = place(*reference[-1])
    parts.append(text(x, y - 8, "n log n", "end", REFERENCE))
    return "\n".join([*parts, "</svg>"]) + "\n"
