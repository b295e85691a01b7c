"""What the measurements rely on: the same library every time, of the announced sizes."""

import re
from pathlib import Path
from statistics import mean

from tests.benchmarks.generate import TOPICS, documents, generate, topic_files


def test_the_same_arguments_give_the_same_documents() -> None:
    assert list(documents(60, "small", seed=3)) == list(documents(60, "small", seed=3))
    assert list(documents(60, "small", seed=3)) != list(documents(60, "small", seed=4))


def test_every_document_has_a_name_and_an_address_of_its_own() -> None:
    made = list(documents(300, "small"))
    addresses = [re.findall(r'^originalUrl: "(.+)"$', text, re.MULTILINE)[0] for _, text in made]
    assert len({name for name, _ in made}) == len(set(addresses)) == 300


def test_large_documents_have_many_related_entries_and_most_lead_into_the_library() -> None:
    made = list(documents(400, "large"))
    numbers = [len(re.findall(r"^  - title: ", text, re.MULTILINE)) for _, text in made]
    own = {url for _, text in made for url in re.findall(r'^(?:originalUrl|webUrl): "(.+)"$', text, re.MULTILINE)}
    named = [url for _, text in made for url in re.findall(r'^    (?:originalUrl|webUrl): "(.+)"$', text, re.MULTILINE)]
    assert max(numbers) == 180
    assert 25 < mean(numbers) < 36
    assert 0.85 < sum(url in own for url in named) / len(named) < 0.97
    assert 23_000 < mean(len(text.encode()) for _, text in made) < 30_000


def test_small_documents_are_small_and_some_have_a_body() -> None:
    made = list(documents(400, "small"))
    assert 2_500 < mean(len(text.encode()) for _, text in made) < 4_500
    assert 0.1 < sum(name.endswith(".md") for name, _ in made) / len(made) < 0.4


def test_scores_and_release_marks_are_as_rare_as_in_real_libraries() -> None:
    text = "\n".join(text for _, text in documents(1_000, "small"))
    assert 680 < text.count("\nheat: -1\n") < 780
    assert 820 < text.count("\npublished: false\n") < 920


def test_a_library_on_disk_has_its_documents_and_its_topics(tmp_path: Path) -> None:
    out = tmp_path / "library"
    size = generate(out, 50, "small")
    files = [path for path in out.glob("2*/*") if path.is_file()]
    assert len(files) == 50
    assert sum(path.stat().st_size for path in files) == size
    assert len(list((out / "_data" / "topics").iterdir())) == len(TOPICS) == len(list(topic_files()))
