"""The public files beside the repository, where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[4] / "shared" / "data"
beside = pytest.mark.skipif(not SHARED.exists(), reason="the public data sets are not beside the repository")
