"""Run all benchmarks: `make bench`, or `python -m benchmarks`."""

import os
import platform

from benchmarks import assignment, posts, reconnects
from benchmarks.table import show

print(f"Python {platform.python_version()}, {os.cpu_count()} processors\n")
print(show([line for one in (posts, reconnects, assignment) for line in one.measure()]))
