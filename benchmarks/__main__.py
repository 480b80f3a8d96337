"""`make bench`: every benchmark in a process of its own; `make bench ARGS=save` only those whose name says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.measuring import HEADING


def main() -> int:
    """Run them one after the other; 1 when one of them broke off."""
    asked = sys.argv[1:]
    names = [path.stem for path in sorted(Path(__file__).parent.glob("bench_*.py"))]
    chosen = [name for name in names if not asked or any(word in name for word in asked)]
    if not chosen:
        print(f"No benchmark is called that; there are: {', '.join(names)}", file=sys.stderr)
        return 2
    print(HEADING, flush=True)
    runs = [subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False) for name in chosen]
    return 1 if any(run.returncode for run in runs) else 0


if __name__ == "__main__":
    sys.exit(main())
