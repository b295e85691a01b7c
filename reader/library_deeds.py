"""What the person does with articles, as the library has it: marks, tags, notes, views, undo, history."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reader.model import Article, Identity, UsageError
from reader.model.deeds import MOST_ARTICLES, Deed, Imported, Reversal, TagCount, Undone, View
from reader.model.mark import JSON, Kind, Mark

if TYPE_CHECKING:
    from reader.model.edges import Deeds
    from reader.store import Listing, Store

_READING = (Mark.READ, Mark.UNREAD)


class LibraryDeeds:
    """The part of `reader.library.Library` that is about the person.

    Articles may be stubs, and articles whose files are gone, everywhere. What is done holds in every list and count at
    once, and is kept across runs.
    """

    _journal: Deeds
    _store: Store

    # Marks

    def is_read(self, article: Article) -> bool:
        """Whether the person has read it."""
        return article.key in self._journal.read_keys

    def is_starred(self, article: Article) -> bool:
        """Whether the person has starred it."""
        return article.key in self._journal.starred

    def unread_of(self, listing: Listing) -> int:
        """How many articles of a list the person has not read. Quick for long lists too."""
        read = self._journal.read_keys
        keys = listing.keys()
        return sum(key not in read for key in keys) if read else len(listing)

    def read_at(self, article: Article) -> datetime | None:
        """When the person read it; aware, UTC. None for an unread one."""
        return self._journal.read_at.get(article.key)

    def mark(self, kind: Mark, articles: Sequence[Article | Identity]) -> int:
        """Mark articles as one deed; returns how many were not so yet. To be starred they must be whole."""
        before = self._journal.read_keys
        turned = [each.key for each in articles if kind in _READING and (each.key in before) is (kind is Mark.UNREAD)]
        number = self._journal.mark(kind, articles)
        self._store.read_changed(dict.fromkeys(turned))
        return number

    def mark_listed(self, kind: Mark, listing: Listing) -> int:
        """Mark every article of a list read or unread as one deed; returns how many were not so yet.

        Of many only the identities are looked at, so this is quick for long lists too.
        """
        return self.mark(kind, listing if len(listing) <= MOST_ARTICLES else listing.identities())

    # Tags

    def tags(self) -> tuple[TagCount, ...]:
        """Every tag, by alphabet, with how many articles have it."""
        numbers: dict[str, int] = {}
        spelled: dict[str, str] = {}
        for names in self._journal.tags.values():
            for name in names:
                folded = name.casefold()
                numbers[folded] = numbers.get(folded, 0) + 1
                spelled[folded] = min(name, spelled.get(folded, name))
        return tuple(TagCount(spelled[folded], numbers[folded]) for folded in sorted(numbers))

    def tags_of(self, article: Article) -> tuple[str, ...]:
        """The person's tags of an article, by alphabet."""
        return self._journal.tags.get(article.key, ())

    def tag_query(self, name: str) -> str:
        """The query that finds the articles with a tag: `tag="to read"`."""
        from reader.query.tree import bare_or_quoted

        return f"tag={bare_or_quoted(name)}"

    def tag(self, name: str, articles: Sequence[Article]) -> int:
        """Give articles a tag as one deed; returns how many did not have it.

        Raises:
            UsageError: the name cannot be one.
        """
        return self._journal.tag(name, articles)

    def untag(self, name: str, articles: Sequence[Article]) -> int:
        """Take a tag from articles as one deed, in whatever case it is written; returns how many had it."""
        return self._journal.untag(name, articles)

    # Notes

    def note_of(self, article: Article) -> str:
        """The person's note on an article, in Markdown; empty when there is none."""
        return self._journal.notes.get(article.key, "")

    def note(self, article: Article, text: str) -> bool:
        """Keep a note on an article, in Markdown; an empty one deletes it. Returns whether anything changed."""
        return self._journal.note(article, text)

    # Saved views

    def views(self) -> tuple[View, ...]:
        """The saved queries, by alphabet."""
        views: Mapping[str, str] = self._journal.views
        return tuple(View(name, views[name]) for name in sorted(views, key=lambda name: (name.casefold(), name)))

    def save_view(self, name: str, query: str) -> str:
        """Save a query under a name, in place of one that was there; returns the name as it is kept.

        Raises:
            UsageError: the name cannot be one, or there is no query.
        """
        if not query.strip():
            raise UsageError("a view wants a query")
        self._journal.save_view(name, query)
        return " ".join(name.split())

    def drop_view(self, name: str) -> None:
        """Give up a saved query. Nothing happens when there is none of that name."""
        if name in self._journal.views:
            self._journal.save_view(name, "")

    # Back and forth

    def undo(self) -> Undone | None:
        """Take back the latest deed of this device that is not undone, of whatever run; None when there is none.

        Everything is then as if it had not been done: what was so before stays so. Waits for the disk.

        Raises:
            ReaderError: the journal cannot be read at the moment.
        """
        undone = self._journal.undo()
        self._count_anew()
        return undone

    def redo(self) -> Undone | None:
        """Do again what was undone last; None when there is nothing, or something was done since.

        Raises:
            ReaderError: the journal cannot be read at the moment.
        """
        done = self._journal.redo()
        self._count_anew()
        return done

    def undoing(self) -> Reversal:
        """`undo` in steps, for a screen that goes on meanwhile; other deeds may be done between them.

        Raises:
            ReaderError: as `undo`.
        """
        undone = yield from self._journal.undoing()
        self._count_anew()
        return undone

    def redoing(self) -> Reversal:
        """`redo` in steps."""
        done = yield from self._journal.redoing()
        self._count_anew()
        return done

    def poll(self) -> bool:
        """Whether another program has changed what the person did; it holds here then, in lists and counts too.

        For a timer: costs 0.2 ms while nothing has changed, and shows a change at the next call but one at the latest.
        """
        changed = self._journal.poll()
        self._count_anew()
        return changed

    def history(
        self,
        kinds: Collection[Kind] = (Kind.READ,),
        *,
        limit: int | None = None,
        before: str = "",
        article: Article | None = None,
        undone: bool = True,
    ) -> tuple[Deed, ...]:
        """Deeds, the latest first, with the library's own articles where it has them.

        Args:
            kinds: which.
            limit: how many at most; None for all.
            before: the id of a deed, to go on behind it.
            article: only deeds with this one: its earlier notes, for example.
            undone: whether those that were undone, too.

        Raises:
            ReaderError: the journal cannot be read at the moment.
        """
        deeds = self._journal.history(kinds, limit=limit, before=before, article=article, undone=undone)
        get = self._store.get
        return tuple(deed._replace(articles=tuple(get(each.key) or each for each in deed.articles)) for deed in deeds)

    @property
    def remembers_all(self) -> bool:
        """Whether `history` and `export_state` tell of all that was ever kept; `notices` say why not."""
        return self._journal.is_whole

    def export_state(self) -> Sequence[str]:
        """Every deed as a line of JSON, the earliest first; `import_state` understands them on any device.

        Raises:
            ReaderError: the journal cannot be read at the moment.
        """
        return self._journal.lines()

    def import_state(self, lines: Iterable[str]) -> Imported:
        """Merge what `export_state` gave, here or elsewhere. What is known changes nothing; the order is no matter.

        Raises:
            UsageError: a line is none of an export's; nothing was taken in.
            ReaderError: the journal cannot be read at the moment.
        """
        imported = self._journal.take_in(lines)
        self._count_anew()
        return imported

    # What the program keeps

    def remember(self, name: str, value: JSON) -> None:
        """Keep a value across runs: the last scope, the theme."""
        self._journal.remember(name, value)

    def recall(self, name: str) -> JSON:
        """The value kept under a name; None when there is none."""
        return self._journal.recall(name)

    def flush(self) -> bool:
        """Wait until everything done is kept; False when it cannot be, for which `notices` has the reason."""
        return self._journal.flush()

    def close(self) -> bool:
        """Write what is not written yet; False when that could not be done. May be called twice."""
        return self._journal.close()

    def _count_anew(self) -> None:
        self._store.read_changed(self._journal.turned())
