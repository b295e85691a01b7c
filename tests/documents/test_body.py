"""The body: Markdown as it stands, HTML made Markdown, nothing that hides."""

from __future__ import annotations

import pytest

from tests.documents.samples import document, read


class TestBody:
    def test_markdown_stays_as_it_is(self) -> None:
        body = "\n# Title\n\n*Some* `code` &lt;b&gt; & <b>more</b>\n\n"
        found = document("title: x", body)
        assert found.body == body.strip()
        assert found.article.has_body

    def test_blank_is_no_body(self) -> None:
        found = document("title: x", " \n\n\t\n")
        assert (found.body, found.article.has_body) == ("", False)

    def test_unsafe_characters_are_removed_and_entities_bring_none_back(self) -> None:
        found = document("title: x", "a\x1b[31mb\x9bc\u202ed &#27;]52; &#x202e; &amp;#27; &lrm;e &#1\x1b3;f\n")
        assert found.body == "a[31mbcd  ]52;   &amp;#27;  e  f"

    @pytest.mark.parametrize("path", ["page.html", "mail.txt"])
    def test_html_becomes_markdown_without_head_style_script_and_comments(self, path: str) -> None:
        head = "<!DOCTYPE html><html><head><title>No</title><style>p {}</style></head>"
        body = f"{head}<body><!-- no --><script>no()</script><h2>Yes</h2><p>Text &amp; more</p></body></html>"
        found = document("title: x", body, path=path)
        assert found.body == "## Yes\n\nText & more"
        assert found.article.has_body

    @pytest.mark.parametrize(
        "body", ["<html><head><title>x</title></head><body> &nbsp; </body></html>", "<!-- only this -->"]
    )
    def test_html_that_shows_nothing_is_no_body(self, body: str) -> None:
        found = document("title: x", body, path="page.html")
        assert (found.body, found.article.has_body) == ("", False)

    def test_comments_scripts_and_styles_in_markdown_are_left_out_but_not_from_code(self) -> None:
        shown = "# T\n\nBefore <b>x</b>\n\n```html\n<!-- kept -->\n<script>kept</script>\n```\n"
        body = f"<!-- one\n\ntwo -->{shown}\n<style\n>p {{}}</style ><SCRIPT>x</script>After <!--more-->\n"
        assert document("title: x", body).body == f"{shown}\nAfter"

    def test_what_begins_inside_a_comment_is_part_of_it(self) -> None:
        assert document("title: x", "# T\n\na <!-- <script> -->b</script> c").body == "# T\n\na b</script> c"

    def test_a_comment_that_never_ends_stays(self) -> None:
        assert document("title: x", "# T\n\na <!-- b <!-- c").body == "# T\n\na <!-- b <!-- c"

    def test_a_comment_alone_is_no_body(self) -> None:
        found = document("title: x", "<!-- only this -->\n")
        assert (found.body, found.article.has_body) == ("", False)

    def test_of_a_file_with_windows_lines(self) -> None:
        parsed = read("title: x\r\nheat: 3\r", "a\r\nb\r\n")
        assert parsed.problems == ()
        assert parsed.document
        assert (parsed.document.body, parsed.document.article.heat) == ("a\nb", 3)
