"""The banners of the worklist: what failed, what was just done and can be undone, what is pressing today."""

from __future__ import annotations

from victimplanner.ui.screens.worklist.state import WorklistState
from victimplanner.ui.screens.worklist.view_model import WorklistViewModel
from victimplanner.ui.widgets import Banner, BannerStack


class WorklistBanners(BannerStack):
    """Follows the state. What is said names nobody."""

    def __init__(self, view_model: WorklistViewModel) -> None:
        super().__init__()
        self._vm = view_model
        self._shown: object = None

    def show_state(self, state: WorklistState) -> None:
        """Show what the state says, unless that is shown already."""
        wanted = (state.error, state.done, state.news)
        if wanted == self._shown:
            return
        self._shown = wanted
        banners = [Banner("error", "Not done.", state.error)] if state.error else []
        if state.done is not None:
            item = state.done.item
            undo = [("Undo", lambda: self._vm.acts.undo(item))] if item is not None else []
            banners.append(Banner("done", state.done.words, "", undo, closable=True, key="done"))
            banners[-1].closed.connect(self._vm.forget_done)
        if state.news:
            banners.append(Banner("info", state.news, icon="clock", closable=True, key="news"))
            banners[-1].closed.connect(self._vm.forget_news)
        self.set_banners(banners)
