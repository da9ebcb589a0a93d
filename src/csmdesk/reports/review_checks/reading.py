"""Reads what a text tells: each figure in it, and each typed number with the figure that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from csmdesk.domain.review_text import TableBlock
from csmdesk.reports.review_checks.amounts import Amounts
from csmdesk.reports.review_checks.lines import Line, plain_line, tells_results
from csmdesk.reports.review_checks.sentence import Sentence
from csmdesk.reports.review_checks.times import Times
from csmdesk.reports.review_checks.tokens import Tokens, Told
from csmdesk.reports.review_chips import ChipWriter

_SENTENCE_END = re.compile(r"[。！？!?\n]|\.(?=\s|$)")


class Reader:
    """Reads the lines of one review; ``target_names`` and ``elsewhere`` as in ``Tokens``."""

    def __init__(
        self,
        writer: ChipWriter,
        times: Times,
        target_names: Mapping[str, Iterable[str]],
        elsewhere: Iterable[str],
    ) -> None:
        self.times = times
        self.amounts = Amounts(writer)
        self.tokens = Tokens(target_names, elsewhere, self.amounts.rivals)

    def read(self, lines: Sequence[Line]) -> list[Told]:
        """Everything that is told, in order, where a number says what has been reached."""
        return [told for line in lines if tells_results(line.of) for told in self._line(line)]

    def _line(self, line: Line) -> Iterator[Told]:
        lead = _lead(line)
        text = lead + line.text
        start = 0
        earlier: list[str] = []
        for found in [*_SENTENCE_END.finditer(text), None]:
            end = len(text) if found is None else found.end()
            if end > len(lead):
                held = Sentence(self, line, text[start:end], start - len(lead), earlier)
                yield from held.told()
                earlier = [*held.named, *earlier]
            start = end


def _lead(line: Line) -> str:
    """The words before a line that say what it is about: of a cell the first of its row and its head."""
    if not isinstance(line.of, TableBlock) or not line.of.rows:
        return ""
    width = len(line.of.rows[0])
    heads = [plain_line(cell) for cell in line.of.rows[0]] if line.of.head else [""] * width
    at = 0
    for number, row in enumerate(line.of.rows):
        for column, cell in enumerate(row):
            if at == line.start:
                own = column == 0 or (line.of.head and number == 0)
                return "" if own else f"{plain_line(row[0])}　{heads[column]} "
            at += len(plain_line(cell)) + 1
    return ""
