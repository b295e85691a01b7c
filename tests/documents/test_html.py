"""HTML becomes Markdown that says the same and does nothing else."""

from __future__ import annotations

import html
import re
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.documents.clean import clean_line, clean_text
from reader.documents.html import html_to_markdown, looks_like_html
from tests.examples import examples

MARKUP = [*"*_`[]()!<>&#+-=|~:.1 \n\\\"'ab", "&amp;", "http://x.org", "  ", "```", "\u00a0", "é", "\x1b", "日"]
TAGS = [
    *("p", "div", "b", "i", "a href='http://x.org/(a'", "br", "img src=https://x.org/i.png alt='['", "span hidden"),
    *("ul", "ol", "li", "blockquote", "pre", "code", "table", "tr", "td", "h1", "h6", "hr", "head", "body", "svg"),
    *("style", "script", "title", "!--", "![if", "!doctype", "?xml", "/", "<", ">", "=", "'", '"', ""),
]
SPACES = re.compile(r"\s+")


def rendered(markdown: str, preset: str = "commonmark") -> str:
    return str(MarkdownIt(preset, {"linkify": False}).render(markdown))


def words(rendering: str) -> str:
    return SPACES.sub(" ", html.unescape(re.sub(r"<[^>]*>", "", rendering))).strip()


@st.composite
def tag_soup(draw: st.DrawFn) -> str:
    pieces = st.one_of(
        st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
        st.sampled_from(TAGS).map(lambda tag: f"</{tag.split('=')[0]}>"),
        st.sampled_from(TAGS).map(lambda tag: f"<{tag}"),
        st.sampled_from(MARKUP),
        st.text(max_size=5),
        st.sampled_from(["&#27;", "&#x9b;", "&lt;", "&#" + "9" * 5000, "&nbsp;", "-->", "]]>"]),
    )
    return "".join(draw(st.lists(pieces, max_size=40)))


@given(st.one_of(tag_soup(), st.text()))
@settings(max_examples=examples(300))
def test_any_text_becomes_clean_markdown_without_html(text: str) -> None:
    markdown = html_to_markdown(text)
    assert markdown == clean_text(markdown)
    kinds = {
        token.type for block in MarkdownIt("commonmark").parse(markdown) for token in [block, *(block.children or ())]
    }
    assert kinds.isdisjoint({"html_block", "html_inline"})


@given(st.lists(st.sampled_from(MARKUP), max_size=30).map("".join))
@example("1. a")
@example("a\\")
@example("&lt;")
@example("[a]: http://x.org")
@settings(max_examples=examples(300))
def test_text_that_looks_like_markdown_stays_text(text: str) -> None:
    page = "<br>".join(f"{html.escape(line)}" for line in text.split("\n"))
    markdown = html_to_markdown(f"<p>{page}</p>")
    for preset in ("commonmark", "gfm-like"):
        rendering = rendered(markdown, preset)
        assert set(re.findall(r"<(\w+)", rendering)) <= {"p", "br"}
        assert words(rendering) == SPACES.sub(" ", clean_line(text)).strip()


@given(st.lists(st.tuples(st.sampled_from(["b", "i", "b><i", "code", ""]), st.sampled_from(MARKUP)), max_size=12))
@settings(max_examples=examples(300))
def test_emphasis_never_shows_its_asterisks(parts: list[tuple[str, str]]) -> None:
    page = "".join(
        f"<{tag}>{html.escape(text)}</{'></'.join(reversed(tag.split('><')))}>" if tag else html.escape(text)
        for tag, text in parts
    )
    shown = words(rendered(html_to_markdown(page)))
    assert shown.replace(" ", "") == SPACES.sub("", clean_text("".join(text for _, text in parts)))


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("<h1>One</h1><h3>Two<br>lines #</h3>", "# One\n\n### Two lines \\#"),
        ("<p>one\n two</p>three<div>four</div>", "one two\n\nthree\n\nfour"),
        ("a<br>b<br/><br>c", "a  \nb\n\nc"),
        ("<b> bold </b>, <em>soft</em>, <strong><i>both</i></strong>", "**bold** , *soft*, ***both***"),
        ("<b>one<p>two</b> three", "**one**\n\n**two** three"),
        ("<b>Note:</b>text", "**Note:** text"),
        ("<code>a`b</code> &amp; <code>  </code><kbd>x</kbd>", "``a`b`` & `x`"),
        ("<pre>if a:\n    b  &lt; c\n</pre>", "```\nif a:\n    b  < c\n```"),
        ("<pre>```</pre>", "````\n```\n````"),
        ("<blockquote>a<p>b</p><blockquote>c</blockquote></blockquote>d", "> a\n>\n> b\n>\n> > c\n\nd"),
        ("<ul><li>a<ul><li>b<li>c</ul><li>d</ul>", "- a\n  - b\n  - c\n- d"),
        ("<ol start=9><li>a<p>b</p></li><li>c</ol>", "9. a\n\n   b\n10. c"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n- b"),
        ("<li>no list</li>", "- no list"),
        ("a<hr>b", "a\n\n***\n\nb"),
        ("<table><tr><th>A<th>B</tr><tr><td><p>1</p><td>2<br>3</table>", "A | B  \n1 | 2 3"),
        ("<table><tr><td><h1>Mail</h1><p>text</p><td>more</table>", "# Mail\n\ntext\n\nmore"),
        ("<table><tr><td><table><tr><td>a<td>b</table></table>", "a | b"),
        ("<img src='https://x.org/a b.png' alt='A [pic]\n'>", "![A \\[pic\\]](https://x.org/a%20b.png)"),
        ("<img src='https://x.org/1.gif' width=1><img src='data:image/png;base64,AA'><img alt='x'>", ""),
        ("<a href=https://x.org><img src=https://x.org/i.png></a>", "[![image](https://x.org/i.png)](https://x.org)"),
        ("wow!<a href=https://x.org>there</a>", "wow\\![there](https://x.org)"),
        ("<a href='https://x.org/a(b)?c&amp;copy;'>x]</a>", "[x\\]](https://x.org/a%28b%29?c&amp;copy;)"),
        ("<a href='mailto:a@x.org'><p>one<p>two</a>", "[one](mailto:a@x.org)\n\n[two](mailto:a@x.org)"),
        ("<a href='/relative'>r</a> <a href='https://x.org'></a><a name=x>n</a>", "r n"),
        ("&lt;b&gt; AT&amp;T &amp;lt; &copy; &#8217; &#x1b;[31m", "\\<b> AT&T \\&lt; © ’ \\[31m"),
        ("a &lt; b < c", "a < b < c"),
        ("a <b and no end", "a \\<b and no end"),
        ("<p>&nbsp;</p><p>&zwnj;&nbsp;</p><b>&nbsp;</b>", ""),
        ("<![if mso]>one<![endif]><![CDATA[two]]>", "one"),
    ],
)
def test_each_element_becomes_its_markdown(page: str, markdown: str) -> None:
    assert html_to_markdown(page) == markdown


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JAVA\nSCRIPT:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "//x.org",
        "#top",
        "",
    ],
)
def test_a_link_leads_to_the_web_or_to_a_mailbox_only(href: str) -> None:
    assert html_to_markdown(f'<a href="{href}">text</a>') == "text"


def test_a_whole_mail_shows_what_it_is_about_and_nothing_else() -> None:
    mail = """<!DOCTYPE html><html><head><title>Subject</title><style>p { color: red }</style><meta x></head>
    <body style="x"><!-- comment --><div style="color: red; display: none">Preheader<div>more</div></div>
    <script>alert("1")</script><table width="600"><tr><td><table><tr><td><h2>News</h2></td></tr>
    <tr><td><p>Hello&nbsp;you, <a href="https://x.org/?a=1&amp;b=2">read&nbsp;on</a></p></td></tr></table></td></tr>
    </table><img src="https://x.org/open.gif" height="1" width="1"></body></html>"""
    assert html_to_markdown(mail) == "## News\n\nHello\u00a0you, [read\u00a0on](https://x.org/?a=1&b=2)"


def test_a_head_without_an_end_ends_where_the_text_begins() -> None:
    assert html_to_markdown("<head><title>x</title>junk<meta y><p>Hello") == "Hello"


def test_nothing_is_lost_behind_a_quote_that_does_not_end() -> None:
    shown = html_to_markdown('<p>one</p><a href="https://x.org>two</a><p>three</p>')
    assert "one" in shown
    assert "three" in shown


HOSTILE = {
    "divisions": "'<div>' * 50_000 + 'x' + '</div>' * 50_000",
    "quotes": "'<blockquote>x' * 15_000",
    "lists": "'<ul><li>a' * 15_000 + '</li></ul>' * 15_000",
    "tables": "'<table><tr><td>x<td>y' * 10_000 + '</table>' * 10_000",
    "emphasis": "'<b><i>x</b>' * 15_000",
    "links": "'!<a href=http://x>y' * 15_000",
    "ends without a beginning": "'<blockquote><ul>' * 15_000 + '</li></b>' * 15_000",
    "tags without an end": "'<a ' * 50_000",
    "ends without an end": "'</' * 1_000_000",
    "comments": "'<!--' * 1_000_000",
    "values without an end": "'<a x=\"<b y=' * 25_000",
    "breaks": "'a<br>' * 25_000",
    "references": "'&#' + '9' * 500_000 + '&' * 500_000",
    "code": "'<code>`</code>' * 25_000",
    "marks": "'*_[`~#-=|&lt;' * 50_000",
}


def test_hostile_pages_take_time_in_proportion_to_their_length() -> None:
    program = "from reader.documents.html import html_to_markdown as f, looks_like_html as g\n"
    for name, expression in HOSTILE.items():
        program += f"page = {expression}; f(page); g(page); print({name!r}, flush=True)\n"
    # Quadratic time would take many minutes.
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=100, check=True)
    assert done.stdout.splitlines() == list(HOSTILE)


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html>\n# x",
        "  <html>",
        "<p>Hello</p>",
        "Text with <b>bold</b><br>and more",
        "<div><ul><li>x</li></ul></div>",
    ],
)
def test_html_is_told_from_markdown(text: str) -> None:
    assert looks_like_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain text, 1 < 2",
        "# Title\n\n<p align=center>x</p>",
        "A [link](https://x.org)<br>",
        "Write `<br>`:\n\n```\n<p></p>\n```",
    ],
)
def test_markdown_with_some_html_stays_markdown(text: str) -> None:
    assert not looks_like_html(text)
