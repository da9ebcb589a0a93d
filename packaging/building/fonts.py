"""The Chinese font that the program brings: taken from a package registry, never committed."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
from pathlib import Path

PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
SHA512 = "9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ=="
FILES = {
    "package/400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf",
    "package/700Bold/NotoSansSC_700Bold.ttf": "NotoSansSC-Bold.ttf",
    "package/LICENSE_FONT": "OFL.txt",
}


def fetch(into: Path) -> None:
    """Put the fonts and their licence into ``into``; nothing is fetched where they lie already.

    Raises SystemExit with one sentence where npm is missing or the package is not the one that is known.
    """
    if all((into / name).exists() for name in FILES.values()):
        return
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch the Chinese font (on Debian: apt-get install npm).")
    work = into.with_name("font-package")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    done = subprocess.run(
        [npm, "pack", "--silent", "--json", PACKAGE], cwd=work, check=True, stdout=subprocess.PIPE
    )
    packed = work / json.loads(done.stdout)[0]["filename"].rpartition("/")[2]
    if not packed.exists():
        packed = next(work.glob("*.tgz"))
    if base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode() != SHA512:
        raise SystemExit(f"{PACKAGE} is not the package that is known here: its hash differs.")
    into.mkdir(parents=True, exist_ok=True)
    with tarfile.open(packed) as held:
        for source, name in FILES.items():
            file = held.extractfile(source)
            assert file is not None
            (into / name).write_bytes(file.read())
    shutil.rmtree(work)
