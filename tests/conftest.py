"""What every test run does: tell loudly what was skipped, and, where told so, treat a skip as a failure.

Its files lie in memory where there is room.
"""

from __future__ import annotations

import os

import pytest

from tests.support.memory_disk import put_files_in_memory

NO_SKIPS = "CONVOCA_TEST_NO_SKIPS"

put_files_in_memory()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section(f"SKIPPED: {len(skipped)} tests did NOT run", red=True, bold=True)
        for reason in sorted({str(report.longrepr[2]) for report in skipped if isinstance(report.longrepr, tuple)}):
            terminalreporter.line(reason, red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get(NO_SKIPS) and reporter is not None and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
