"""The recipes for fleets as README.md prints them."""

from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"


def recipe(language: str, word: str) -> str:
    """The block of code in a language that has a word in it; there must be one."""
    text = README.read_text(encoding="utf-8")
    blocks = re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    found = [block for block in blocks if word in block]
    if len(found) != 1:
        raise SystemExit(f"README.md has {len(found)} blocks of {language} with '{word}'")
    return found[0]


def replaced(text: str, old: str, new: str) -> str:
    """The text with a part of it replaced, which must be there."""
    if old not in text:
        raise SystemExit(f"a recipe in README.md has no '{old}'")
    return text.replace(old, new)
