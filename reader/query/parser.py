"""Tokens into a tree. Nothing is ever refused: what cannot be understood is named, and the rest holds.

    query  = and { "or" and }
    and    = term { ["and"] term }
    term   = { "not" | "-" } ( "(" query ")" | word | "phrase" | /regex/ | clause )

`and`, `or` and `not` join only where something stands that they can join: `or` at the beginning is a word.
"""

from __future__ import annotations

from collections.abc import Iterable

from reader.query.clauses import Findings, read_clause
from reader.query.fields import FIELDS
from reader.query.lexer import Bare, Clause, Pattern, Quoted, Sign, Token, tokens
from reader.query.needles import folded_words
from reader.query.patterns import PatternError, compiled
from reader.query.query import Query
from reader.query.tree import OPERATORS, Regex, Tree, conjunction, disjunction, negation, phrase

LONGEST = 10_000
"""Characters of a query that are read."""
DEEPEST = 30
"""Parentheses within one another that are followed."""

_DIRECTIVES = frozenset({"sort", "limit"})
_TERMS = ("a word", "a field", '"', "/", "(", "-")


def parse(text: str) -> Query:
    """Read what a person typed. Never raises; what was not understood is in `Query.errors`."""
    return _Parser(text).query(text)


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text[:LONGEST]
        self._findings = Findings()
        if len(text) > LONGEST:
            self._findings.error(LONGEST, f"a query of {LONGEST:,} characters at most")
        self._tokens = self._balanced(tokens(self._text))
        self._at = 0

    def query(self, text: str) -> Query:
        """The query, `text` being the whole of what was typed."""
        tree = self._any()
        findings = self._findings
        errors = tuple(sorted(dict.fromkeys(findings.errors), key=lambda error: error.column))
        return Query(text, tree, errors, tuple(findings.sort), findings.limit)

    def _balanced(self, found: Iterable[Token]) -> list[Token]:
        """`found` without parentheses that close nothing or are too deep; those that are not closed are named."""
        kept: list[Token] = []
        opened: list[bool] = []  # whether each is kept
        for token in found:
            if isinstance(token, Sign) and token.sign == "(":
                opened.append(len(opened) < DEEPEST)
                if not opened[-1]:
                    self._findings.error(token.start, f"no more than {DEEPEST} parentheses in one another")
                    continue
            elif isinstance(token, Sign) and token.sign == ")":
                if not opened:
                    self._findings.error(token.start, "no parenthesis is open here")
                if not (opened and opened.pop()):
                    continue
            kept.append(token)
        if opened:
            self._findings.error(len(self._text), "a closing )", (")",))
        return kept

    # The grammar

    def _any(self) -> Tree | None:
        parts = [self._all()]
        while self._take("or"):
            if self._ends():
                self._missing("or")
                break
            parts.append(self._all())
        return disjunction(parts)

    def _all(self) -> Tree | None:
        parts = [self._term()]
        while not self._ends() and not self._is("or"):
            if self._take("and") and self._ends():
                self._missing("and")
                break
            parts.append(self._term())
        return conjunction(parts)

    def _term(self) -> Tree | None:
        if self._ends():
            return None
        start = self._tokens[self._at].start
        negated = False
        while self._is("-") or self._is("not"):
            sign = "-" if self._is("-") else "not"
            self._at += 1
            negated = not negated
            if self._ends():
                self._missing(sign)
                return None
        token = self._tokens[self._at]
        self._at += 1
        if negated and isinstance(token, Clause) and token.name in _DIRECTIVES:
            self._findings.error(start, f"{token.name}: takes no “-” before it, as in {FIELDS[token.name].example}")
            return None
        part = self._group(token) if isinstance(token, Sign) else self._leaf(token)
        return negation(part, start=start) if negated and part is not None else part

    def _group(self, opening: Sign) -> Tree | None:
        inside = self._at
        tree = self._any()
        if self._at < len(self._tokens):
            if self._at == inside:
                self._findings.error(opening.end, "something between the parentheses", _TERMS)
            self._at += 1
        return tree

    def _leaf(self, token: Bare | Quoted | Pattern | Clause) -> Tree | None:
        if isinstance(token, Clause):
            return read_clause(token, self._findings)
        if isinstance(token, Pattern):
            return self._regex(token)
        if isinstance(token, Quoted) and not token.closed:
            self._findings.error(token.end, 'a closing "', ('"',))
        if not folded_words(token.text):
            if isinstance(token, Quoted) and token.closed:
                self._findings.error(token.start + 1, "something between the quotes")
            return None
        whole = isinstance(token, Quoted) and token.closed and not token.star
        return phrase(token.text, whole=whole, start=token.start, end=token.end)

    def _regex(self, token: Pattern) -> Tree | None:
        if not token.closed:
            self._findings.error(token.end, "a closing /", ("/",))
        if not token.text:
            self._findings.error(token.start + 1, "an expression, as in /cosmos.*db/")
            return None
        try:
            compiled(token.text)
        except PatternError as error:
            self._findings.error(min(token.start + 1 + error.position, token.end), str(error))
            return None
        return Regex(token.text, start=token.start, end=token.end)

    # What comes next

    def _ends(self) -> bool:
        """Whether the query or the group ends here."""
        return self._at == len(self._tokens) or self._is(")")

    def _is(self, sign: str) -> bool:
        """Whether a sign or a joining word is next."""
        if self._at == len(self._tokens):
            return False
        token = self._tokens[self._at]
        if isinstance(token, Sign):
            return token.sign == sign
        return isinstance(token, Bare) and token.text.lower() == sign and sign in OPERATORS

    def _take(self, operator: str) -> bool:
        taken = self._is(operator)
        self._at += taken
        return taken

    def _missing(self, operator: str) -> None:
        after = len(self._text) if self._at == len(self._tokens) else self._tokens[self._at].start
        self._findings.error(after, f"something after “{operator}”", _TERMS)
