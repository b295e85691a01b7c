"""Which key does what: presets, the person's own keys, and how keys are spelled."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser
from textual.keys import _character_to_key

from reader.tui.commands import BY_ID, COMMANDS, FOOTER, PRESETS, Context
from reader.tui.headings import hint_keys
from reader.tui.keymap import Keymap, KeyWarning, impossible, normal, spell


def pressed(sequence: str) -> list[str]:
    """What a terminal sends, through Textual's parser, in our spelling."""
    parser = XTermParser()
    sent = [*parser.feed(sequence), *parser.feed("")]
    return [spell(event.key, event.character) for event in sent if isinstance(event, events.Key)]


class TestSpelling:
    @pytest.mark.parametrize(
        ("sequence", "key"),
        [
            (" ", "space"), ("\r", "enter"), ("\t", "tab"), ("\x1b[Z", "shift+tab"), ("\x7f", "bksp"),
            ("\x08", "bksp"), ("\x04", "ctrl+d"), ("\x1b[5~", "pgup"), ("\x1b[6~", "pgdn"), ("\x1b[H", "home"),
            ("\x1b[F", "end"), ("\x1bOP", "f1"), ("\x1b[3~", "del"), ("\x1b[2~", "ins"), ("\x1b[A", "up"),
            ("\x1b[1;3D", "alt+left"), ("\x1b[1;5C", "ctrl+right"), ("\x1bb", "ctrl+left"), ("\x1bf", "ctrl+right"),
            ("\x1bj", "alt+j"), ("\x1bK", "alt+shift+k"), ("\x1b", "esc"), ("\x1c", "ctrl+\\"), ("\x1d", "ctrl+]"),
            ("\x1f", "ctrl+_"), ("\x00", "ctrl+@"), ("\n", "ctrl+j"), ("\x0c", "ctrl+l"), ("\x13", "ctrl+s"),
            ("\u043e", "\u043e"), ("é", "é"),
        ],
    )  # fmt: skip
    def test_what_terminals_send(self, sequence: str, key: str) -> None:
        assert pressed(sequence) == [key]
        assert normal(key) == key

    @pytest.mark.parametrize("char", string.punctuation + string.ascii_letters + string.digits)
    def test_a_printable_key_is_its_character(self, char: str) -> None:
        assert pressed(char) == [char]
        assert spell(_character_to_key(char), char) == char
        assert normal(char) == char
        assert impossible(char) is None

    @pytest.mark.parametrize(
        ("sequence", "key"),
        [
            ("\x1b[103;2;71u", "G"), ("\x1b[103;2u", "G"), ("\x1b[106;3u", "alt+j"), ("\x1b[92;5u", "ctrl+\\"),
            ("\x1b[44;5u", "ctrl+,"), ("\x1b[47;3u", "alt+/"), ("\x1b[127;3u", "alt+bksp"), ("\x1b[105;5u", "ctrl+i"),
            ("\x1b[107;4u", "alt+shift+k"), ("\x1b[27u", "esc"),
        ],
    )  # fmt: skip
    def test_what_kitty_sends(self, sequence: str, key: str) -> None:
        assert pressed(sequence) == [key]

    def test_a_bare_shift_is_no_key_of_ours(self) -> None:
        (key,) = pressed("\x1b[57441;2u")
        keymap = Keymap()
        assert all(keymap.command(context, key) is None for context in Context)

    @pytest.mark.parametrize("char", string.punctuation)
    def test_signs_beside_a_modifier_are_signs(self, char: str) -> None:
        name = _character_to_key(char)
        assert spell(f"ctrl+{name}", None) == normal(f"ctrl+{char}") == f"ctrl+{char}"

    @pytest.mark.parametrize(
        ("written", "key"),
        [
            ("Ctrl+D", "ctrl+d"), ("CTRL+d", "ctrl+d"), ("PageDown", "pgdn"), ("PgDn", "pgdn"), ("Backspace", "bksp"),
            ("Escape", "esc"), ("ESC", "esc"), ("Return", "enter"), ("F1", "f1"), ("backtab", "shift+tab"),
            ("shift+alt+ctrl+x", "alt+ctrl+shift+x"), ("alt+K", "alt+shift+k"), ("shift+g", "G"),
            ("Alt+Left", "alt+left"), ("delete", "del"), ("spacebar", "space"), ("+", "+"), ("ctrl++", "ctrl++"),
            ("J", "J"), ("Ä", "Ä"),
        ],
    )  # fmt: skip
    def test_what_people_write(self, written: str, key: str) -> None:
        assert normal(written) == key
        assert impossible(key) is None

    @given(st.text(max_size=12))
    def test_any_text_has_one_normal_spelling(self, text: str) -> None:
        assert normal(normal(text)) == normal(text)
        assert impossible(normal(text)) is None or impossible(normal(text))


class TestImpossible:
    @pytest.mark.parametrize(
        "key", ["ctrl+h", "ctrl+i", "ctrl+m", "ctrl+[", "alt+b", "alt+f", "alt+bksp", "ctrl+space"]
    )
    def test_keys_that_arrive_as_others(self, key: str) -> None:
        assert (impossible(key) or "").startswith("terminals send it as ")

    @pytest.mark.parametrize(
        ("key", "why"),
        [
            ("gg", "there is no key “gg”; key sequences do not exist here"),
            ("g g", "there is no key “g g”; key sequences do not exist here"),
            ("f25", "there is no key “f25”; key sequences do not exist here"),
            ("", "there is no key “”; key sequences do not exist here"),
            ("hyper+x", "there is no modifier “hyper”"),
            ("g+", "there is no modifier “g”"),
            ("shift+1", "a shifted sign is written as itself"),
        ],
    )
    def test_keys_that_do_not_exist(self, key: str, why: str) -> None:
        assert impossible(normal(key)) == why


@pytest.mark.parametrize("preset", PRESETS)
class TestPresets:
    def test_no_key_has_two_meanings_in_a_context(self, preset: str) -> None:
        for context in Context:
            taken: dict[str, str] = {}
            for command in COMMANDS:
                if context in command.contexts:
                    for key in map(normal, command.keys[preset]):
                        assert taken.setdefault(key, command.id) == command.id, (context, key)

    def test_every_key_can_arrive_and_is_spelled_normally(self, preset: str) -> None:
        for command in COMMANDS:
            for key in command.keys[preset]:
                assert impossible(key) is None, command.id
                assert normal(key) == key

    def test_every_key_of_the_table_works_where_the_table_says(self, preset: str) -> None:
        keymap = Keymap(preset)
        assert keymap.warnings == []
        for command in COMMANDS:
            for context in Context:
                for key in command.keys[preset]:
                    typed = context is Context.SEARCH and (len(key) == 1 or key == "space")
                    works = context in command.contexts and not typed
                    assert (keymap.command(context, key) == command.id) is works

    def test_everything_can_be_typed_into_a_search(self, preset: str) -> None:
        keymap = Keymap(preset)
        for char in [*string.printable[:95], "space", "é", "日"]:
            assert keymap.command(Context.SEARCH, char) is None

    def test_one_can_always_leave_and_get_help(self, preset: str) -> None:
        keymap = Keymap(preset)
        for context in (Context.LIST, Context.DETAIL, Context.RELATED, Context.SIDEBAR):
            assert keymap.keys("app.quit", context)
            assert keymap.keys("app.help", context)
            assert keymap.keys("pane.escape", context)
        assert keymap.keys("search.undo", Context.SEARCH)
        assert keymap.keys("menu.close", Context.MENU)

    def test_every_hint_names_a_command_of_its_context(self, preset: str) -> None:
        keymap = Keymap(preset)
        for context, hints in FOOTER.items():
            assert len(hints) <= 7
            for hint in hints:
                assert all(context in BY_ID[ident].contexts for ident in hint.ids)
            for ident, keys, label in hint_keys(hints, keymap, context):
                assert ident in BY_ID
                assert keys
                assert label


class TestHints:
    def test_vim_in_the_list(self) -> None:
        told = hint_keys(FOOTER[Context.LIST], Keymap(), Context.LIST)
        assert [(keys, label) for _ident, keys, label in told] == [
            ("j/k", "move"), ("Enter", "open"), ("/", "search"), ("y", "copy"), ("o", "browser"), ("m", "read"),
            ("?", "help"),
        ]  # fmt: skip

    def test_vim_elsewhere(self) -> None:
        def told(context: Context) -> str:
            return "  ".join(f"{keys} {label}" for _ident, keys, label in hint_keys(FOOTER[context], Keymap(), context))

        assert told(Context.DETAIL) == "Space read on  1-9 related  y copy  o browser  s star  h/q list  ? help"
        assert told(Context.RELATED) == "Enter follow  y copy  o browser  [ back  k text  ? help"
        assert told(Context.SIDEBAR) == "j/k move  Enter list  Space fold  A all read  t hide  / search  ? help"
        assert told(Context.SEARCH) == "Enter keep  Esc undo  Tab complete  ↑ older  ctrl+s save"

    def test_a_command_without_a_key_has_no_hint(self) -> None:
        told = hint_keys(FOOTER[Context.DETAIL], Keymap("eilmeldung"), Context.DETAIL)
        assert [label for _ident, _keys, label in told] == ["read on", "copy", "star", "list", "help"]

    def test_a_key_that_means_something_else_here_is_no_hint(self) -> None:
        keymap = Keymap("vim", {"article.toggle-star": ["j"]})
        assert hint_keys(FOOTER[Context.LIST], keymap, Context.LIST)[0] == ("cursor.down", "↓/k", "move")
        assert hint_keys(FOOTER[Context.SIDEBAR], keymap, Context.SIDEBAR)[0] == ("cursor.down", "j/k", "move")


KEYS = ["j", "k", "ctrl+d", "x", "gg", "ctrl+h", "esc", ":"]


class TestOwnKeys:
    def test_they_replace_the_presets(self) -> None:
        keymap = Keymap("vim", {"article.copy-url": ["c", "f9"]})
        assert keymap.warnings == []
        assert keymap.keys("article.copy-url") == ("c", "f9")
        assert keymap.command(Context.LIST, "c") == "article.copy-url"
        assert keymap.command(Context.LIST, "y") is None
        assert keymap.command(Context.SIDEBAR, "c") is None

    def test_an_empty_list_takes_the_keys_away(self) -> None:
        keymap = Keymap("vim", {"app.quit": []})
        assert keymap.warnings == []
        assert keymap.keys("app.quit") == ()
        assert keymap.command(Context.LIST, "Q") is None

    def test_other_alphabets(self) -> None:
        keymap = Keymap("vim", {"cursor.down": ["j", "\u043e"]})
        assert keymap.command(Context.LIST, "\u043e") == "cursor.down"

    def test_a_swap_needs_both_and_is_no_clash(self) -> None:
        keymap = Keymap("vim", {"article.next-unread": ["J"], "article.next": ["n"]})
        assert keymap.warnings == []
        assert keymap.command(Context.DETAIL, "n") == "article.next"
        assert keymap.command(Context.DETAIL, "J") == "article.next-unread"

    def test_a_clash_is_told_once_with_all_its_contexts(self) -> None:
        keymap = Keymap("vim", {"article.toggle-star": ["j", "f9"]})
        assert keymap.warnings == [
            KeyWarning(
                "article.toggle-star",
                "j",
                "“j” is also cursor.down (list, detail, related); now it is article.toggle-star there.",
            )
        ]
        assert keymap.command(Context.LIST, "j") == "article.toggle-star"
        assert keymap.command(Context.SIDEBAR, "j") == "cursor.down"
        assert keymap.command(Context.MENU, "j") == "menu.down"
        assert keymap.keys("cursor.down") == ("j", "down")
        assert keymap.keys("cursor.down", Context.LIST) == ("down",)

    def test_a_key_lost_everywhere_is_no_key_any_more(self) -> None:
        keymap = Keymap("vim", {"cursor.up": ["j"]})
        assert keymap.keys("cursor.down") == ("down",)

    def test_one_key_may_clash_with_several_commands(self) -> None:
        keymap = Keymap("vim", {"app.help": ["space"]})
        assert [warning.message for warning in keymap.warnings] == [
            "“space” is also article.read-on (list, detail, related); now it is app.help there.",
            "“space” is also sidebar.fold (sidebar); now it is app.help there.",
        ]

    def test_of_two_own_keys_the_last_one_wins(self) -> None:
        keymap = Keymap("vim", {"app.theme": ["f9"], "app.redraw": ["f9"]})
        assert keymap.command(Context.LIST, "f9") == "app.redraw"
        assert [(warning.command, warning.key) for warning in keymap.warnings] == [("app.redraw", "f9")]
        assert "app.theme" in keymap.warnings[0].message

    def test_different_contexts_do_not_clash(self) -> None:
        assert Keymap("vim", {"sidebar.fold": ["y"]}).warnings == []

    def test_an_unknown_command_is_told_with_its_neighbour(self) -> None:
        keymap = Keymap("vim", {"article.copyurl": ["c"], "nonsense": ["c"]})
        assert [warning.message for warning in keymap.warnings] == [
            "“article.copyurl” is no action; did you mean article.copy-url? Default kept.",
            "“nonsense” is no action. Default kept.",
        ]
        assert keymap.command(Context.LIST, "c") is None

    def test_impossible_keys_are_left_out_and_told(self) -> None:
        keymap = Keymap("vim", {"article.copy-url": ["ctrl+i", "c"]})
        assert keymap.keys("article.copy-url") == ("c",)
        assert [warning.message for warning in keymap.warnings] == [
            "“ctrl+i” cannot be a key: terminals send it as tab. It is left out."
        ]

    def test_where_no_own_key_is_possible_the_presets_stay(self) -> None:
        keymap = Keymap("vim", {"article.copy-url": ["g g"]})
        assert keymap.keys("article.copy-url") == ("y",)
        assert len(keymap.warnings) == 1

    def test_an_unknown_preset_is_vim(self) -> None:
        assert Keymap("emacs").preset == "vim"

    @given(
        st.dictionaries(
            st.sampled_from([command.id for command in COMMANDS]) | st.text(max_size=8),
            st.lists(st.sampled_from(KEYS) | st.text(max_size=5), max_size=3),
            max_size=6,
        ),
        st.sampled_from(PRESETS),
    )
    def test_every_key_that_is_named_works(self, own: dict[str, list[str]], preset: str) -> None:
        keymap = Keymap(preset, own)
        for command in COMMANDS:
            for context in Context:
                for key in keymap.keys(command.id, context):
                    assert keymap.command(context, key) == command.id
                    assert context in command.contexts
        for ident in set(own) - set(BY_ID):
            assert any(warning.command == ident for warning in keymap.warnings)
