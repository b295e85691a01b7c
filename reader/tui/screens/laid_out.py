"""How the main screen is laid out and drawn where Textual does less, or more, than what is on the terminal needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Offset, Size
from textual.widget import Widget

from reader.tui.paint import forget_repaints
from reader.tui.screens.guarded import Guarded

if TYPE_CHECKING:
    from textual._compositor import CompositorMap


class LaidOut(Guarded, inherit_bindings=False):
    """A screen that draws all that has moved, and nothing twice."""

    _drawn_map: CompositorMap | None = None
    """Where all was in the last layout."""

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What is under the mouse; while text is selected, the nearest place of the pane in which that was begun.

        Textual takes whatever is beyond the pane for the whole rest of the text.
        """
        began = self._select_state.start.content_widget if self._selecting and self._select_state is not None else None
        if began is not None and began.region:
            inside = began.region
            x = max(inside.x, min(x, inside.right - 1))
            y = max(inside.y, min(y, inside.bottom - 1))
        return super().get_widget_and_offset_at(x, y)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        compositor = self._compositor
        # Asked where a new widget is, Textual may work out the places of all without drawing them. What has only moved
        # would then be taken for drawn: it is compared with the places of the last layout instead.
        if self._drawn_map is not None:
            compositor._full_map = self._drawn_map
        super()._refresh_layout(size, scroll)
        self._drawn_map = compositor._full_map

    def _screen_resized(self, size: Size) -> None:
        super()._screen_resized(size)
        if not self.is_current:
            return
        # All has been drawn for the new size now. What asked for it on the way would be drawn in another frame.
        self._layout_required = False
        forget_repaints(self)
