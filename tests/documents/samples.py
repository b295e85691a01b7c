"""Documents for tests: the four samples, and others written by hand that hold what those do not."""

from __future__ import annotations

from pathlib import Path

from reader.documents import Parsed, read_document
from reader.model import Document, Problem

SEEDS = tuple(sorted((Path(__file__).parents[2] / "seeds").glob("*.txt")))

CIPHERTEXT = "Zm9yIG5vYm9keSdzIGV5ZXMgYnV0IHRoZSBwdWJsaXNoZXIncyBvd24sIG5vdCBldmVuIHlvdXJz"

_TEXTS = {
    "jekyll.md": """---
layout: post
title: 'It''s a post: really'
date: 2021-05-06 07:08:09 +0200
categories: [news, tech]
tags:
- Python
- "C, C++"
author: Jane Doe
description: >
  Folded text
  over two lines.
permalink: /2021/05/06/post/
canonical_url: https://blog.example.com/2021/05/06/post/
draft: true
published: no
# a comment
rating: 4.5
---
# A heading

Some *text* with a [link](https://example.com/).
""",
    "json.md": """---
{"title": "In braces", "webUrl": "https://example.com/json", "heat": 12, "topics": ["AI", "ML"],
 "secured": "<ciphertext>",
 "related": [{"title": "One", "webUrl": "https://example.com/1", "secured": "<ciphertext>"}, {"title": "Two"}],
 "provider": {"name": "Example", "domain": "example.com"}}
---
""",
    "event.markdown": """---
title: A conference
type: event
startDateTime: 2022-03-01T09:00:00Z
endDateTime: 2022-03-03
url: https://example.com/conference
length: PT1H30M
price: 99.50
levels:
  - beginner
  - 200
ratings:
  count: 12
  average: 4.5
members: 1200
locale: en-us
authors:
  - name: Jane Doe
  - John Roe
actions:
  - url: https://example.com/register
    type: register
    title: Register now
featuredContent: "<p>Come <b>all</b></p>"
updatedDateTime: 2022-02-01T00:00:00Z
---

Come.
""",
    "page.html": """---
title: A page &amp; more
summary: "A &lt;b&gt; and &#27;[31m"
pubDate: Mon, 24 Jan 2022 21:10:00 GMT
link: https://example.com/page?utm_source=x&id=3
provider: Example
---
<html><head><title>No</title><style>p {color: red}</style></head>
<body><h1>A page</h1><p>Text &amp; more</p><script>alert(1)</script></body></html>
""",
    "odd.txt": """---
title: "Odd \\u2019 \\"things\\" \\x41"
? complex
: value
? [a, b]
: dropped
quality: !!str 12
heat: !custom 7
<<: {category: merged, quality: 1}
anchor: &here kept
excerpt: |
  Literal
    text
topics: AI, Machine Learning , AI
images: https://example.com/picture.png
related:
  - https://example.com/plain
  - [no, article]
  - title: Nested
    related: [{title: deeper}]
    secured:
      - <ciphertext>
  - {}
  -
secured: |
  <ciphertext>
  <ciphertext>
---
""",
    "tabs.md": "---\ntitle:\tTabs\nprovider:\n\tname: Tabbed\n\tdomain: example.com\ntopics:\n\t-\tAI\n---\n",
    "lines.md": "---\r\ntitle: Windows lines\r\nwebUrl: https://example.com/crlf\r\n---\r\nBody\r\n",
    "broken.md": """---
title: "not closed
webUrl: https://example.com/broken
heat: 12
secured: "<ciphertext>"
related:
  - title: x
---
""",
    "wide.md": """---
title: 日本語の見出し：クラウドの障害について 👩‍👩‍👧
excerpt: "نص عربي و עברית \\u202e reversed"
webUrl: https://пример.example/путь
topics: [データ]
---
本文
""",
    "nothing.md": "---\n---\n",
    "several.md": "---\ntitle: First\n...\ntitle: Second: odd\n---\nBody\n",
}

WRITTEN_BY_HAND = {name: text.replace("<ciphertext>", CIPHERTEXT) for name, text in _TEXTS.items()}
"""By the name of the file."""


def front(fields: str, body: str = "") -> bytes:
    """A document of these lines of front matter, and a body."""
    return f"---\n{fields.strip(chr(10))}\n---\n{body}".encode()


def read(fields: str, body: str = "", *, path: str = "news/some-file.md") -> Parsed:
    """What a document of these lines gives."""
    return read_document(front(fields, body), library="lib", path=path)


def document(fields: str, body: str = "", *, path: str = "news/some-file.md") -> Document:
    """The document these lines give, without anything to note."""
    parsed = read(fields, body, path=path)
    assert not parsed.problems
    assert parsed.document
    return parsed.document


def noted(fields: str, body: str = "") -> tuple[Document, Problem]:
    """The document these lines give, and the one thing there is to note."""
    parsed = read(fields, body)
    assert parsed.document
    assert len(parsed.problems) == 1, parsed.problems
    return parsed.document, parsed.problems[0]
