"""`python -m benchmarks [NAME...]`: run all benchmarks, or those that are named.

`python -m benchmarks corpora FOLDER...` reads letters that others collected, which only the user has.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks
from benchmarks import corpora

if sys.argv[1:2] == ["corpora"]:
    sys.exit(corpora.main(sys.argv[2:]))
found = {module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_")}
known = sorted(found - {"corpora"})
wanted = sys.argv[1:] or known
if unknown := [name for name in wanted if name not in known]:
    sys.exit(f"no benchmark called {', '.join(unknown)}; there are: {', '.join(known)}")
for name in wanted:
    importlib.import_module(f"benchmarks.{name}").main()
