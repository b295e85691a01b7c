"""What stands in files, and how articles lead to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.model import Article, Document, NotFoundError
from reader.model.answers import Related, Step

if TYPE_CHECKING:
    from reader.model.edges import Deeds, Source
    from reader.store import Store


class LibraryDocuments:
    """The part of `reader.library.Library` that is about documents and their related articles."""

    _journal: Deeds
    _source: Source
    _store: Store

    def document(self, article: Article) -> Document:
        """The whole document; for a stub, what the best of the articles that tell of it tells. On any thread.

        Raises:
            NotFoundError: the file is gone or cannot be shown any more.
        """
        if article.in_library:
            document = self._source.read(article.library, article.path).document
            if document is None:
                raise NotFoundError(f"{article.path} cannot be shown any more; `reader check` says why.")
            return document
        document = self._stub(article.key)
        if document is not None:
            return document
        snapshot = self._journal.snapshot(article.key)
        if snapshot is None:
            raise NotFoundError("No article of the library tells of this one any more.")
        return Document(article=snapshot)

    def raw_file(self, library: str, path: str) -> str:
        """Any file of a folder as clean text, also one that holds no article. On any thread.

        Args:
            library: as articles and problems name it.
            path: the same.

        Raises:
            NotFoundError: the file is gone.
        """
        return self._source.raw(library, path)

    def file(self, library: str, path: str) -> Path:
        """Where a file of a folder is, for an editor.

        Raises:
            NotFoundError: no folder of that name is open.
        """
        from reader.repository.names import system_path

        for root in self._source.roots:
            if root.given == library:
                return root.real / system_path(path)
        raise NotFoundError(f"{library} is not open.")

    def _stub(self, key: int) -> Document | None:
        """What the library's articles tell of one that it has not."""
        for teller in self._store.tellers(key):
            try:
                document = self._source.read(teller.library, teller.path).document
            except NotFoundError:
                continue
            for stub in document.related if document is not None else ():
                if stub.article.key == key:
                    return stub
        return None

    # Relations

    def related(self, document: Document) -> tuple[Related, ...]:
        """The document's related articles, best first: the library's own where it has them, else stubs.

        A document made of an article alone, because its file is gone, has no stubs to tell of.
        """
        seen = {document.article.key}
        found = []
        stubs: Sequence[Document | None] = document.related or (None,) * len(document.article.links)
        for stub, keys in zip(stubs, document.article.links, strict=True):
            article = self._store.resolve(keys)
            if article is not None:
                related = Related(article, True)
            elif stub is not None:
                related = Related(stub.article, False, stub)
            else:
                continue
            if related.article.key not in seen:
                seen.add(related.article.key)
                found.append(related)
        return tuple(found)

    def related_from(self, article: Article) -> tuple[Article, ...]:
        """The articles that list this one as related, newest first; for a stub too. Without removed ones."""
        return self._store.related_from(article)

    def walk(self, article: Article, depth: int) -> tuple[Step, ...]:
        """The articles that can be reached along related links, either way: near ones first, each once.

        Args:
            article: where to start; it is not among the steps.
            depth: how many links to follow at most.

        Raises:
            NotFoundError: the file of the start is gone. Others that went are passed over.
        """
        steps: list[Step] = []
        seen = {article.key}
        edge = [article]
        for distance in range(1, depth + 1):
            reached: list[Article] = []
            for via in edge:
                for neighbour, relation in self._neighbours(via, required=via is article):
                    if neighbour.key not in seen:
                        seen.add(neighbour.key)
                        reached.append(neighbour)
                        steps.append(Step(neighbour, distance, via.id, relation))
            edge = reached
        return tuple(steps)

    def _neighbours(self, article: Article, *, required: bool) -> Iterator[tuple[Article, str]]:
        if article.in_library:
            try:
                for related in self.related(self.document(article)):
                    yield related.article, "related"
            except NotFoundError:
                if required:
                    raise
        for source in self.related_from(article):
            yield source, "from"
