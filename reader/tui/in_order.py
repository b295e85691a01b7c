"""Keys one after another: the next is handed on when all is done that the one before does.

Textual hands a key to whatever has the focus when the key arrives, and that sees it when its turn comes. A key typed
right behind another would so go to a screen that the one before is about to open or to close: `i G` to the end of the
list instead of the file's, `Y q` out of the program instead of the menu. So a key waits while something may still come
of the one before, which is known by a message sent after it the same way.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from textual.app import App
from textual.events import Event
from textual.message_pump import MessagePump
from textual.screen import Screen

_PATIENCE = 2.0  # seconds; then a key is handed on although nothing has come back, as from a widget that is gone


class InOrder:
    """The keys of an app.

    Args:
        app: the app.
        hand_on: takes an event to where it belongs now.
        changes_nothing: whether an event, as things are, leaves where the next one belongs as it is.
    """

    def __init__(
        self, app: App[Any], hand_on: Callable[[Event], Awaitable[None]], changes_nothing: Callable[[Event], bool]
    ) -> None:
        self._app, self._hand_on, self._changes_nothing = app, hand_on, changes_nothing
        self._waiting: deque[Event] = deque()
        self._under_way = 0  # the number of the event that is; 0 for none
        self._number = 0

    async def take(self, event: Event) -> None:
        """Hand an event on, at once or when its turn comes."""
        self._waiting.append(event)
        await self._go_on()

    def hold(self) -> Callable[[], None]:
        """Hand nothing on for now; what is returned lets it go on, as does time, should it never be called."""
        self._number += 1
        number = self._under_way = self._number
        asyncio.get_running_loop().call_later(_PATIENCE, self._arrived, number)
        return partial(self._arrived, number)

    async def _go_on(self) -> None:
        while self._waiting and not self._under_way:
            event = self._waiting.popleft()
            if self._changes_nothing(event):  # keys held down, and letters, show as often as there is time for it
                await self._hand_on(event)
                continue
            self.hold()
            number, target = self._number, self._app.focused or self._app.screen
            await self._hand_on(event)
            self._follow(target, number)

    def _follow(self, target: MessagePump, number: int) -> None:
        rise = partial(self._rise, target, number)
        # What the target sends to itself on account of the event stands between the two messages.
        self._send(target, partial(self._send, target, rise, number), number)

    def _rise(self, node: MessagePump, number: int) -> None:
        """The event is done with here; it may have gone further up, as far as the screen."""
        if not isinstance(node, Screen) and node._parent is not None:
            self._send(node._parent, partial(self._rise, node._parent, number), number)
        elif self._app.screen is not node:  # a screen that was opened is to be there first
            self._send(self._app.screen, partial(self._arrived, number), number)
        else:
            self._arrived(number)

    def _send(self, node: MessagePump, callback: Callable[[], None], number: int) -> None:
        if not node.call_later(callback):
            self._arrived(number)

    def _arrived(self, number: int) -> None:
        """What the app was asked for meanwhile, such as a focus, comes before the next event."""
        if number == self._under_way:
            self._app.call_later(self._release, number)

    async def _release(self, number: int) -> None:
        if number == self._under_way:
            self._under_way = 0
            await self._go_on()
