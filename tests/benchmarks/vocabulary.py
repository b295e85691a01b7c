"""Words for made-up libraries: few that are everywhere and very many that are rare, as in real news."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from random import Random

_FREQUENT_TEXT = (
    "the of to and in a for is on with that as by new from at its are will has be data cloud now more an it this how "
    "can use service security models teams users says first market your report open system million customers was not "
    "update after about over platform launches week tools have software research company network learning storage "
    "database server health code energy support world than Microsoft growth release while into access before cost"
)
_ONSETS = ["b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "pr", "qu",
           "r", "s", "sc", "sh", "sl", "st", "str", "t", "th", "tr", "v", "w", "z"]  # fmt: skip
_VOWELS = ["a", "a", "e", "e", "e", "i", "i", "o", "o", "u", "ai", "ea", "ee", "io", "ou"]
_CODAS = ["", "n", "r", "s", "t", "l", "m", "ck", "nd", "nt", "rs", "st", "x"]
_ENDINGS = ["", "", "", "", "", "", "", "ing", "ed", "s", "er", "ion", "al", "ity", "ment", "ware", "ly"]

_SCRIPT_TEXTS = (
    "人工 智能 云端 安全 漏洞 数据库 发布 研究 市场 用户 报告 开源 更新 计算 平台",
    "クラウド 研究 者が 新しい データ 基盤を 発表 した 東京 で 学習",
    "클라우드 데이터 보안 연구 발표 시장 새로운 인공지능",
    "בינה מלאכותית נתונים ענן אבטחה מחקר חדש שוק דוח",
    "السحابة بيانات أمن بحث جديد سوق تقرير مفتوح",
    "कृत्रिम बुद्धिमत्ता डेटा सुरक्षा नया शोध बाज़ार रिपोर्ट क्लाउड",
    "🚀 👩‍🔬 ❤️ 🇪🇺 🧪 💾 👨‍👩‍👧 ☁️ update news data",
    "cafe\u0301 nai\u0308ve Zu\u0308rich São\u0303 re\u0301sume\u0301 o\u0302 coo\u0308peration",
)

SCRIPTS = tuple(text.split() for text in _SCRIPT_TEXTS)
"""Words of other scripts, of emoji and of combining marks."""


class Vocabulary:
    """Words and sentences by Zipf's law, the same for the same generator of random numbers."""

    def __init__(self, rng: Random, articles: int) -> None:
        """Make the words up.

        Args:
            rng: where chance comes from.
            articles: how many articles will be written with them; more texts have more different words.
        """
        rare = {self._rare_word(rng): None for _ in range(min(60_000, 2_000 + 20 * articles))}
        self.words = [*_FREQUENT_TEXT.split(), *rare]
        weights = accumulate(1 / (rank + 2.7) for rank in range(len(self.words)))
        # Texts are cut from one long stream; drawing each word by itself would take most of the time.
        self._length = min(1_000_000, 20_000 + 100 * articles)
        self._stream = rng.choices(self.words, cum_weights=list(weights), k=self._length)
        self._rng = rng

    def take(self, number: int) -> list[str]:
        """Some words in a row."""
        start = int(self._rng.random() * (self._length - number))
        return self._stream[start : start + number]

    def text(self, length: int) -> str:
        """A sentence or two of about `length` characters, whole words."""
        words = self.take(length // 3 + 4)
        text = " ".join(words)[:length].rpartition(" ")[0]
        return text[:1].upper() + text[1:] + "."

    def title(self, length: int) -> str:
        """A headline of at most `length` characters."""
        title = " ".join(self.take(length // 3 + 4))[:length].rpartition(" ")[0].strip()
        return (title.title() if self._rng.random() < 0.45 else title[:1].upper() + title[1:]) or "Untitled"

    def in_script(self, script: Sequence[str], words: int) -> str:
        """Some words of another script."""
        return " ".join(self._rng.choices(script, k=words))

    @staticmethod
    def _rare_word(rng: Random) -> str:
        syllables = rng.choices((1, 2, 3), (5, 7, 1))[0]
        stem = "".join(
            rng.choice(_ONSETS) + rng.choice(_VOWELS) + (rng.choice(_CODAS) if last else "")
            for last in (number == syllables - 1 for number in range(syllables))
        )
        word = stem + rng.choice(_ENDINGS)
        if rng.random() < 0.12:
            word = word.capitalize()
        return f"{word}{rng.randrange(2, 99)}" if rng.random() < 0.02 else word
