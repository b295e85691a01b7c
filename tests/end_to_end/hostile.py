"""A library written by an enemy: whatever a document can hold that a terminal, a markup or a shell would obey.

Every escape sequence has parameters no program sends by itself (`77;777`, `58;5;201`), so that it is known again even
where its shape is an allowed one; every text begins with the word `Hostile`, so that one sees whether it is shown.
"""

from __future__ import annotations

import os
from pathlib import Path

PLANTED = (b"77;777", b"58;5;201", b"aGFja2Vk", b"pwned", b"?1049;7", b"hostile.example\x07")
"""What must never stand behind an escape on the terminal; part of each planted sequence."""
SECRET = "VerschlossenVerschlossenVerschlossen"
"""The value of `secured` everywhere."""

_YAML = (
    r"\e]52;c;aGFja2Vk\a\e]0;pwned\a\e[77;777H\e[58;5;201m\e[?1049;7l\ePpwned\e\\"
    r"\x9b77;777H\x9d0;pwned\x9c\u202Egnp.exe\u2066\u200b\ufeff\U000E0041\L\P\b\x7f\0"
)
_ENTITIES = (
    "&#27;]52;c;aGFja2Vk&#7;&#x1b;[77;777H&#155;77;777H&#8238;gnp.exe&#8232;&#0;&#xFEFF;&amp;#27;[77;777H&lt;b&gt;"
)
_RAW = "\x1b]52;c;aGFja2Vk\x07\x1b[77;777H\x9b77;777H\x9d0;pwned\x9c\u202egnp.exe\u2028\u200b\x1b[58;5;201m"
_MARKUP = (
    "[@click=app.quit]x[/] [/bold] [bold red]x [link=file:///etc/passwd]x[/link] [[[ ]] \\[ [/] $(touch X) `touch X`"
)
_LINES = '"Hostile one\\ntwo\\tthree\\r\\nfour\\u0085five"'
_URL = "https://hostile.example/{0}/\\e]8;;https://hostile.example\\a?q=%1B[77;777H&a=&#27;[77;777H"

_DOCUMENT = """\
---
category: {category}
title: {title}
excerpt: {text}
publishedDateTime: 2024-05-{day:02d}T10:00:00Z
webUrl: "{url}"
originalUrl: "javascript:alert(1)//{day}"
ampWebUrl: "--flag={day}"
type: {text}
quality: 10
heat: 5
length: {text}
price: {text}
levels: [{text}]
locale: {text}
unknownField: {{deep: {text}}}
provider:
  name: {text}
  domain: {text}
  authors: [{text}]
topics: [{text}, Hostile topic]
images:
  - url: "{url}"
    title: {text}
    width: 10
    height: 10
actions:
  - url: "{url}"
    type: {text}
    title: {text}
related:
  - title: {title}
    excerpt: {text}
    publishedDateTime: 2024-05-01
    webUrl: "{stub}"
    type: {text}
    provider: {{name: {text}, domain: {text}}}
    secured: {secret}
secured: "{secret}"
---
{body}
"""

_BODY = """\
# Hostile {raw}

A [link {raw}](javascript:alert(1)) and a [second {markup}](https://hostile.example/{raw}) and {entities}

```{raw}
{raw}
```

<a href="https://hostile.example/{entities}" title="{entities}">{entities}</a><img src="x" alt="{raw}">
<script>{raw}</script>

| {raw} | {markup} |
| --- | --- |
| {entities} | x |
"""


def hostile_library(folder: Path) -> Path:
    """Write the library into a folder whose own name is hostile; returns that folder."""
    library = folder / "Hostile \x1b]0;pwned\x07\u202e$(touch X)[@click=app.quit]x"
    (library / "_data" / "topics").mkdir(parents=True)
    body = _BODY.format(raw=_RAW, markup=_MARKUP, entities=_ENTITIES)
    texts = {
        "escapes": f'"Hostile {_YAML}"',
        "entities": f'"Hostile {_ENTITIES}"',
        "raw": f'"Hostile {_RAW}"',
        "markup": f"'Hostile {_MARKUP}'",
        "lines": _LINES,
    }
    for day, (name, text) in enumerate(texts.items(), start=10):
        document = _DOCUMENT.format(
            category=text,
            title=text,
            text=text,
            day=day,
            url=_URL.format(name),
            stub=_URL.format(f"{name}-stub"),
            secret=SECRET,
            body=body,
        )
        _write(library, f"{name}.md", document)
    page = f'<p title="{_ENTITIES}">{_ENTITIES}</p><a href="&#27;]0;pwned&#7;">{_RAW}</a>'
    _write(library, "page.html", f"---\ntitle: Hostile page\n---\n{page}\n")
    _write(
        library, "file \x1b]0;pwned\x07 \x9b77;777H \u202e [@click=app.quit]x $(touch X)\n.md", "---\nheat: 1\n---\n"
    )
    with open(os.fsencode(library) + b"/bytes \xff\x9b77;777H.md", "wb") as file:
        file.write(b"---\ntitle: Hostile bytes \x9b77;777H \xff\n---\n")
    _broken(library)
    topic = f'name: "Hostile topic"\ndescription: "{_YAML}"\nhashtags: ["{_YAML}"]\nparent: "Hostile {_YAML}"\n'
    _write(library, "_data/topics/1-\x1b]0;pwned\x07.yaml", topic)
    return library


def _broken(library: Path) -> None:
    """Files whose faults are told with words from the files."""
    _write(library, "unclosed.md", f'---\ntitle: "Hostile {_RAW}\nwebUrl: https://hostile.example/u\n---\n')
    _write(library, "anchor.md", f"---\ntitle: Hostile {_MARKUP}\nheat: *{_RAW}\n---\n")
    wrong = f'title: Hostile wrong\nheat: "{_YAML}"\nquality: "{_YAML}"\npublishedDateTime: "{_YAML}"\n'
    _write(library, "wrong.md", f'---\n{wrong}published: "{_YAML}"\nremoved: "{_ENTITIES}"\nwebUrl: ["{_YAML}"]\n---\n')
    _write(library, "keys.md", f'---\ntitle: Hostile keys\n"{_YAML}": 1\n"{_YAML}": 2\n!<{"x" * 9}> a: b\n---\n')
    _write(library, "never-closed.md", f"---\ntitle: Hostile {_RAW}\n")


def _write(library: Path, name: str, text: str) -> None:
    (library / name).write_bytes(text.encode())
