"""What an answer to a survey means (domain.md, section 3, nps and csat)."""

from __future__ import annotations

PROMOTER_FROM = 9
DETRACTOR_TO = 6
CSAT_GOOD_FROM = 4


def nps_class(score: int) -> int:
    """1 for a promoter (9–10), −1 for a detractor (0–6), 0 for a passive (7–8)."""
    if score >= PROMOTER_FROM:
        return 1
    return -1 if score <= DETRACTOR_TO else 0
