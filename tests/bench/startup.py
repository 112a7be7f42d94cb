"""How long is `import course.engine`, which every notebook waits for?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tqdm import tqdm

from tests.bench.race import Race, interleaved

ROOT = Path(__file__).parents[2]
OURS, NUMPY = "course.engine", "numpy"


def measure(rounds: int) -> Race:
    """Import both in fresh interpreters, in turns, after a first time that compiles and caches."""
    with tqdm(total=2 * (rounds + 1), desc="imports", leave=False) as progress:
        timers = {name: import_timer(name, progress) for name in (OURS, NUMPY)}
        for timer in timers.values():
            timer()
        return interleaved(timers, rounds)


def import_timer(module: str, progress: tqdm) -> Callable[[], float]:
    code = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
    command = [sys.executable, "-c", code]

    def seconds() -> float:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        progress.update()
        return float(run.stdout)

    return seconds
