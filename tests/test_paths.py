"""The program finds what ships with it, and keeps what it writes in the user's own folders."""

from __future__ import annotations

from pathlib import Path

from victimplanner import paths


def test_everything_that_ships_is_found() -> None:
    assert paths.resource("theme.qss").is_file()
    assert paths.resource("icons", "lock.svg").is_file()
    assert paths.resource("fonts", "LiberationSans-Regular.ttf").is_file()


def test_what_is_written_goes_to_the_users_folders(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    for folder in (paths.data_folder(), paths.settings_folder(), paths.log_folder()):
        assert folder.is_dir()
        assert "VictimPlanner" in folder.parts
        assert not folder.is_relative_to(paths.resources())
