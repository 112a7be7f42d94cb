"""What a time depends on beside the code: the processor, and what numpy makes of it."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_info

# The kernels for processors with AVX-512, and those without that OpenBLAS may take in their place.
WIDE, NARROW = "SkylakeX", ("Haswell", "Zen")


@dataclass(frozen=True)
class Machine:
    """The facts that matter."""

    cpu: str
    python: str
    numpy: str
    blas: str
    kernels: str
    has_avx512: bool

    @property
    def has_wider_kernels(self) -> bool:
        """Could OpenBLAS use wider registers than it does?"""
        return self.has_avx512 and self.kernels in NARROW

    def lines(self, threads: int) -> list[str]:
        """The facts as text."""
        return [
            f"CPU      {self.cpu}",
            f"Python   {self.python}, numpy {self.numpy}",
            f"BLAS     {self.blas}, {self.kernels or 'unknown'} kernels; threads: {threads}",
        ]


def this_machine() -> Machine:
    """The machine that this runs on."""
    config = np.show_config(mode="dicts")
    found = config["SIMD Extensions"].get("found", [])
    blas = [library for library in threadpool_info() if library["user_api"] == "blas"]
    # scipy brings a library of its own.
    numpys = [library for library in blas if "numpy" in library["filepath"]] or blas
    name, kernels = config["Build Dependencies"]["blas"]["name"], ""
    if numpys:
        name = f"{numpys[0]['internal_api']} {numpys[0]['version']}".replace("openblas", "OpenBLAS")
        kernels = numpys[0].get("architecture", "")
    return Machine(
        cpu=cpu_name(),
        python=platform.python_version(),
        numpy=np.__version__,
        blas=name,
        kernels=kernels,
        has_avx512=any(extension.startswith(("AVX512", "X86_V4")) for extension in found),
    )


def cpu_name() -> str:
    """The processor's name, as its maker wrote it, where the system tells."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
