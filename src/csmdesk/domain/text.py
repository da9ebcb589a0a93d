"""Words that the user reads, in both languages, for everything below the window."""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Text(NamedTuple):
    """One sentence or name in Chinese and in English."""

    zh: str
    en: str

    def to(self, language: Language) -> str:
        """The words in ``language``."""
        return self.zh if language == "zh" else self.en

    def format(self, **values: object) -> Text:
        """Both languages with ``values`` filled in; a value that is a Text is filled in by language."""

        def fill(language: Language) -> str:
            words = {k: v.to(language) if isinstance(v, Text) else v for k, v in values.items()}
            return self.to(language).format(**words)

        return Text(fill("zh"), fill("en"))
