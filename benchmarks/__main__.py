"""`python -m benchmarks [NAME...]`: run all benchmarks, or those that are named."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks

known = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_"))
wanted = sys.argv[1:] or known
if unknown := [name for name in wanted if name not in known]:
    sys.exit(f"no benchmark called {', '.join(unknown)}; there are: {', '.join(known)}")
for name in wanted:
    importlib.import_module(f"benchmarks.{name}").main()
