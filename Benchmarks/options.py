"""Values of command-line options."""

from __future__ import annotations

import argparse
import math


def positive_seconds(text: str) -> float:
    return positive(text, "positive number of seconds")


def positive_ratio(text: str) -> float:
    return positive(text, "positive number")


def positive(text: str, noun: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is not a {noun}")
    return value


def positive_count(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def fraction(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not above 0 and at most 1")
    return value
