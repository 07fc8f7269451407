"""What every test shares: no screen is needed, one application, one look."""

from __future__ import annotations

import os
from collections.abc import Iterator

os.environ["QT_QPA_PLATFORM"] = os.environ.get("VICTIMPLANNER_TEST_PLATFORM", "offscreen")  # before Qt is imported

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication


def pytest_configure(config: pytest.Config) -> None:
    """What the screenless platform cannot do (raise a window, grab the keyboard) is no fault of ours."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["VictimPlanner"]


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], pytestconfig: pytest.Config) -> QApplication:
    """The one application, in the light theme with the fonts we ship."""
    from victimplanner.ui import theme

    app = QApplication.instance() or QApplication(qapp_args)
    assert isinstance(app, QApplication)
    app.setApplicationName("VictimPlanner")
    theme.apply(app, theme.ThemeName.LIGHT, 100)
    return app


@pytest.fixture(autouse=True)
def _no_window_outlives_its_test() -> Iterator[None]:
    """Windows to be deleted go at once, or they go while the next test waits in a dialog of theirs."""
    yield
    if QApplication.instance() is not None:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
