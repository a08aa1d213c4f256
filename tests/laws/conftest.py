"""After the laws: how many cases bound."""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    stats = terminalreporter.stats.values()
    reports = [report for some in stats for report in some if getattr(report, "when", None) == "call"]
    told = [text for report in reports for key, text in getattr(report, "user_properties", ()) if key == "told"]
    if told:
        terminalreporter.section("what bound")
        terminalreporter.write("".join(f"{text}\n" for text in told))
