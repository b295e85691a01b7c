"""What each part of the language finds: a query, and the articles of the newsstand that answer it.

Removed articles are among them here; lists leave them out before anything is asked, unless the query says `is:removed`.
"""

from __future__ import annotations

import pytest

from reader.model import Article
from reader.query import compile_query, parse
from tests.query.newsstand import ARTICLES, Facts
from tests.query.slow import answers

TABLE = {
    "words: beginnings of words, all of them, anywhere in title, excerpt, provider, topics and body": {
        "deep learn": "tumors cplus kernel",
        "LEARNING deep": "tumors cplus kernel",
        "earning": "",
        "azure secur": "cosmos worst",
        "hothard": "cosmos",
        "machine learning ai": "tumors challenges",
        "codeproject": "cplus",
        "": "all",
        "   ": "all",
    },
    "words: without case and accents, signs as they are typed": {
        "ecole": "ecole",
        "ÉCOLE": "ecole",
        "l'ecole": "ecole",
        "cafe\u0301": "cafe",
        "café": "cafe",
        "strasse": "cafe",
        "c++": "cplus",
        ".net": "cplus",
        "asp.net": "cplus",
        "f(x)": "cplus",
        "16:9": "heading",
        "30%": "worst",
        "data": "challenges cosmos redis",
        "出し": "midashi",
        "ai技": "midashi",
    },
    "words that look like operators": {
        "or": "gates cafe",
        "or not": "gates cafe",
        "and gates": "gates",
        '"not"': "gates",
        "Redis:": "redis",
        "be: and": "gates",
        "notes": "kernel",
    },
    "phrases: whole words in a row, in one text": {
        '"deep learning"': "tumors kernel",
        '"deep learn"': "",
        '"deep learn"*': "tumors kernel",
        '"learning deep"': "",
        '"azure cosmos db"': "cosmos",
        '"lab"': "lab challenges",
        '"Azure HotHardware"': "",
        '"“Worst cloud"': "worst",
        '"a \\"quoted\\" headline"': "heading",
        '"見出"': "midashi",
    },
    "regular expressions: case does not matter, texts as written, line by line": {
        r"/\bAI\b/": "lab tumors challenges edge",
        r"/\bai\b/": "lab tumors challenges edge",
        r"/(?-i:\bai\b)/": "",
        "/cosmos.*(flaw|customers)/": "cosmos worst",
        r"/^deep/": "tumors kernel",
        r"/error \d{4}/": "kernel",
        r"/edge$/": "edge",
        "/AI\\/ML/": "",
        r"/l’école/": "ecole",
    },
    "text fields: words with a colon, the whole with =": {
        "title:lab": "lab ecole edge",
        "excerpt:lab": "lab",
        "title:azure title:secur": "cosmos",
        'title:"to be or not to be"': "gates",
        'title="scheduler notes"': "kernel",
        "title=scheduler": "",
        "topic:learning": "tumors challenges",
        "topic=learning": "",
        'topic="machine learning"': "tumors challenges",
        "topic:ai": "lab tumors challenges midashi",
        "topic=AI": "lab tumors challenges",
        "topic:education": "ecole",
        'topic=""': "cplus guide retracted edge heading tomorrow quiet",
        "provider:micro": "redis keynote",
        "provider=microsoft": "redis keynote",
        "provider:codeproject": "cplus",
        'provider=""': "heading quiet",
        "domain:microsoft.com": "redis keynote",
        "domain=microsoft.com": "keynote",
        "domain=lemonde.fr": "ecole",
        "type:video": "keynote",
        'type=""': "midashi guide retracted edge gates heading tomorrow cafe quiet",
        "category:news": "lab tumors challenges cosmos",
        "body:deep": "cplus kernel",
        'body:"deep learning"': "kernel",
        "excerpt:機械": "midashi",
    },
    "where it is from": {
        "url:worst": "worst",
        "url:example.com/lab": "lab",
        "https://example.com/lab/?utm_medium=mail": "lab",
        "http://www.example.com/worst": "worst",
        "url=https://example.com/worst": "worst",
        "url=example.com/worst-amp": "worst",
        "url=example.com": "",
        'url=""': "heading",
        "path:2021": "tumors challenges cosmos",
        "path=2022/kernel.md": "kernel",
        "source:kept": "kernel",
        f"id:{ARTICLES['kernel'].id[:6]}": "kernel",
        f"id={ARTICLES['kernel'].id}": "kernel",
        f"id={ARTICLES['kernel'].id[:6]}": "",
    },
    "tags and notes": {
        "tag:later": "lab",
        "tag:meeting": "lab",
        "tag=meeting": "",
        'tag="board meeting"': "lab",
        "has:tag": "lab kernel",
        "-has:tag is:starred": "edge",
        "note:budget": "cosmos",
        'note:"second line"': "cosmos",
        "has:note": "cosmos",
    },
    "numbers: what is not known compares with nothing": {
        "heat>147": "cosmos worst tomorrow",
        "heat>=147": "lab cosmos worst tomorrow",
        "heat<67": "redis gates",
        "heat<=67": "redis ecole gates",
        "heat=0": "redis",
        "heat:0": "redis",
        "heat > 800": "cosmos worst",
        "heat:50..150": "lab tumors ecole",
        "heat:150..50": "lab tumors ecole",
        "heat:806..": "cosmos worst",
        "heat:..5": "redis gates",
        "-heat>=0": "challenges keynote midashi cplus guide retracted edge kernel heading cafe quiet",
        "quality>100": "cosmos worst",
        "quality>59.5 quality<74.5": "guide edge",
        "related>6": "cosmos worst",
        "related:1..2": "tumors challenges gates",
        "rank>100": "cosmos worst",
        "rank:..12": "redis keynote",
    },
    "dates: years, months and days by the person's clock; calendar days stay what they are": {
        "date:2020": "redis cplus",
        "date:2019": "",
        "date:2022-01": "lab ecole midashi retracted edge kernel gates heading",
        "date=2022-01-26": "ecole midashi kernel heading",
        "date:today": "ecole midashi kernel heading",
        "date:yesterday": "",
        "date:2022-1-1": "gates",
        "date>2022-01-26": "tomorrow",
        "date>=2022-01-26": "ecole midashi kernel heading tomorrow",
        "date<2020": "cafe",
        "date<=2020": "redis cplus cafe",
        "date:2021-08..2021-10": "tumors challenges cosmos worst",
        "date:2021-10..2021-08": "tumors challenges cosmos worst",
        "date:..2019": "cafe",
        "date:2022-02..": "tomorrow",
        "is:undated": "guide quiet",
        "date:1999-12-31": "cafe",
    },
    "dates: time that has passed": {
        "newer:2d": "lab ecole midashi kernel heading tomorrow",
        "newer:49h": "lab edge ecole midashi kernel heading tomorrow",
        "date:2d": "lab ecole midashi kernel heading tomorrow",
        "age<2d": "lab ecole midashi kernel heading tomorrow",
        "age>1y": "redis cplus cafe",
        "older:1y": "redis cplus cafe",
        "older:3mo newer:6mo": "tumors challenges cosmos worst",
        "age:3mo..6mo": "tumors challenges cosmos worst",
        "date:6mo..3mo": "tumors challenges cosmos worst",
        "newer:today": "ecole midashi kernel heading tomorrow",
        "older:2020": "cafe",
        "age:1w..": "tumors challenges cosmos worst redis keynote cplus gates cafe",
        "date:1w..2d": "retracted edge",
    },
    "when it was read and starred": {
        "read_at:today": "lab",
        "read_at:yesterday": "cosmos",
        "read_at<2022": "redis",
        "read_at:1d": "lab cosmos",
        "starred_at:2022-01-02": "edge",
        "starred_at:today": "lab",
    },
    "states": {
        "is:read": "lab cosmos redis",
        "is:unread topic:azure": "worst keynote",
        "is:starred": "lab edge",
        "is:published": "lab tumors",
        "is:unpublished": "challenges cosmos worst redis",
        "is:removed": "retracted",
        "is:stub": "edge",
        "is:here is:starred": "lab",
        "has:body": "cplus kernel",
        "has:image": "lab",
        "has:related": "lab tumors challenges cosmos worst gates",
        "has:amp": "worst",
        "related-to:lab": "tumors edge",
        "related-to:https://example.com/lab -is:stub": "tumors",
    },
    "and, or, not, and parentheses": {
        "redis or keynote": "redis keynote",
        "redis OR keynote Or scheduler": "redis keynote kernel",
        "azure and data": "cosmos redis",
        "azure data or storage": "cosmos redis guide",
        "azure (data or cache)": "cosmos redis",
        "azure -cosmos": "redis keynote",
        "azure not cosmos": "redis keynote",
        "azure -(cosmos or redis)": "keynote",
        "azure -/cosmos/ -type:video": "redis",
        "-is:here": "edge",
        "not not is:stub": "edge",
        "(redis)or(keynote)": "redis keynote",
        "topic:azure (heat>1000 or quality<13) -provider:ars": "redis keynote",
        "deep -body:linker": "tumors kernel",
    },
    "what is half typed: the part that is understood": {
        "azure or": "cosmos worst redis keynote",
        "azure and": "cosmos worst redis keynote",
        "azure -": "cosmos worst redis keynote",
        "azure not ": "cosmos worst redis keynote",
        "azure (": "cosmos worst redis keynote",
        "azure (cosmos": "cosmos worst",
        "azure heat>": "cosmos worst redis keynote",
        "azure heat>abc": "cosmos worst redis keynote",
        "azure qualty>80": "cosmos worst redis keynote",
        "azure is:unr": "cosmos worst redis keynote",
        '"azure cos': "cosmos",
        "/azure cos": "cosmos",
        "/azure (cos": "all",
        "date:2022-": "lab ecole midashi retracted edge kernel gates heading tomorrow",
        "date:2022-0": "lab ecole midashi retracted edge kernel gates heading tomorrow",
        "date:2022-01-": "lab ecole midashi retracted edge kernel gates heading",
        "azure )": "cosmos worst redis keynote",
        "azure -(heat>x or is:y)": "cosmos worst redis keynote",
        "related-to:nothing azure": "cosmos worst redis keynote",
    },
    "orders and limits ask nothing of articles": {
        "sort:heat,-date limit:2 redis": "redis",
        "redis or sort:heat": "redis",
        "limit:3": "all",
    },
}

ROWS = [pytest.param(query, names, id=query) for part in TABLE.values() for query, names in part.items()]


def names_of(articles: list[Article]) -> list[str]:
    return [name for each in articles for name in ARTICLES if ARTICLES[name] is each]


@pytest.mark.parametrize(("query", "names"), ROWS)
def test_a_query_finds(query: str, names: str) -> None:
    expected = set(ARTICLES) if names == "all" else set(names.split())
    assert expected <= set(ARTICLES)
    chosen = compile_query(parse(query), Facts()).select(ARTICLES.values())
    assert names_of(chosen) == [name for name in ARTICLES if name in expected]


@pytest.mark.parametrize("query", [row.values[0] for row in ROWS if row.values[0] != "related-to:nothing azure"])
def test_each_article_by_itself_answers_as_the_plain_reading_of_the_tree_does(query: str) -> None:
    parsed, facts = parse(query), Facts()
    answer = compile_query(parsed, facts)
    assert [answer(each) for each in ARTICLES.values()] == [
        answers(parsed.tree, each, facts) for each in ARTICLES.values()
    ]


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 80
