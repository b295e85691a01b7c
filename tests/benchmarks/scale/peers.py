"""Other terminal readers over the same articles, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from statistics import median

from tests.benchmarks.bench import COLUMNS, ROWS
from tests.benchmarks.measure import milliseconds
from tests.benchmarks.scale.subject import Subject, mebibytes, resident
from tests.benchmarks.scale.table import Cell
from tests.end_to_end.environment import Surroundings
from tests.end_to_end.terminal import Terminal

_ROUNDS = 5
_TITLE = "Everything"


def peers(subject: Subject) -> None:
    """Start each on what `reader` has an index of, until its list of articles stands there."""
    present = {name: shutil.which(name) for name in ("newsboat", "sfeed_curses", "sfeed")}
    for name, path in present.items():
        remark = f"{name} is not installed: left out."
        if path is None and remark not in subject.table.remarks:
            subject.table.remarks.append(remark)
    home = subject.bench.surroundings()
    feed, newest = _feed(subject, home)
    if present["newsboat"] is not None:
        _newsboat(subject, home, present["newsboat"], feed)
    if present["sfeed"] is not None and present["sfeed_curses"] is not None:
        _sfeed(subject, home, present["sfeed"], present["sfeed_curses"], feed, newest)


def _newsboat(subject: Subject, home: Surroundings, program: str, feed: Path) -> None:
    urls, cache, config = (home.folder / name for name in ("urls", "cache.db", "newsboat.conf"))
    urls.write_text(f'file://{feed} "~{_TITLE}"\n', encoding="utf-8")
    config.write_text("auto-reload no\nmax-items 0\ntext-width 80\n", encoding="utf-8")
    command = [program, "-q", "-C", str(config), "-u", str(urls), "-c", str(cache)]
    subprocess.run([*command, "-x", "reload"], env=dict(home.variables), check=True, capture_output=True)
    feeds, articles, memory = [], [], []
    for _ in range(_ROUNDS):
        with _terminal(command, home) as terminal:
            feeds.append(_seen(terminal, lambda terminal: _TITLE in terminal.text) - terminal.started)
            pressed = time.perf_counter()
            terminal.press("Enter")
            listed = _seen(terminal, lambda terminal: "Articles in feed" in terminal.text) - pressed
            articles.append(feeds[-1] + listed)
            terminal.drain(0.3)
            memory.append(resident(terminal))
    add = subject.table.add
    add(subject.column, "newsboat: start to its list of feeds", Cell(milliseconds(median(feeds))))
    add(subject.column, "newsboat: start to its list of articles", Cell(milliseconds(median(articles))))
    add(subject.column, "newsboat: resident memory then", Cell(mebibytes(median(memory))))


def _sfeed(subject: Subject, home: Surroundings, maker: str, program: str, feed: Path, newest: str) -> None:
    lines = home.folder / "sfeed.tsv"
    with feed.open("rb") as source, lines.open("wb") as target:
        subprocess.run([maker], stdin=source, stdout=target, env=dict(home.variables), check=True)
    took, memory = [], []
    for _ in range(_ROUNDS):
        with _terminal([program, str(lines)], home) as terminal:
            took.append(_seen(terminal, lambda terminal: newest in terminal.text) - terminal.started)
            terminal.drain(0.3)
            memory.append(resident(terminal))
    add = subject.table.add
    add(subject.column, "sfeed_curses: start to its list of articles", Cell(milliseconds(median(took))))
    add(subject.column, "sfeed_curses: resident memory then", Cell(mebibytes(median(memory))))


def _terminal(command: list[str], home: Surroundings) -> Terminal:
    return Terminal(command, columns=COLUMNS, rows=ROWS, env=home.variables, cwd=home.folder)


def _seen(terminal: Terminal, condition: Callable[[Terminal], bool]) -> float:
    """When what makes a condition hold was read. These programs do not say where a frame ends."""
    terminal.wait_for(condition, 60)
    return terminal.reads[-1].at


def _feed(subject: Subject, home: Surroundings) -> tuple[Path, str]:
    """An RSS file of the library's articles, newest first, and the beginning of the newest title."""
    articles = subject.asked(subject.home(), "list")
    file = home.folder / "feed.xml"
    with file.open("w", encoding="utf-8") as out:
        out.write(f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{_TITLE}</title>\n')
        for article in articles:
            date = time.strftime("%a, %d %b %Y %H:%M:%S +0000", _time(article["published_at"]))
            link = article["urls"].get("web") or article["urls"].get("original", "")
            out.write(
                f"<item><title>{escape(article['title'])}</title><link>{escape(link)}</link>"
                f"<guid>{article['id']}</guid><pubDate>{date}</pubDate>"
                f"<description>{escape(article['excerpt'])}</description></item>\n"
            )
        out.write("</channel></rss>\n")
    return file, str(articles[0]["title"])[:16]


def _time(written: str) -> time.struct_time:
    return time.strptime(written[:16], "%Y-%m-%dT%H:%M" if "T" in written else "%Y-%m-%d")
