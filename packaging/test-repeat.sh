#!/bin/sh
# Builds the program twice from the same sources and looks whether both hold the same files. Says as well how many of
# them have the same content. Takes a few minutes; dist/csmdesk is the second of them afterwards.
#
#   packaging/test-repeat.sh
set -eu

cd "$(dirname "$0")/.."
sums() { (cd dist/csmdesk && find . -type f -exec sha256sum {} + | sort -k 2); }

for turn in first second; do
    .venv-package/bin/python packaging/build.py --no-deb >"build/$turn.log" 2>&1 || { tail "build/$turn.log"; exit 1; }
    cp dist/files.txt "build/$turn-files.txt"
    sums >"build/$turn-sums.txt"
done
diff build/first-files.txt build/second-files.txt
echo "the same $(wc -l <build/second-files.txt) files in both builds"
if diff build/first-sums.txt build/second-sums.txt >build/differing.txt; then
    echo "with the same content"
else
    echo "with another content in $(grep -c '^>' build/differing.txt) of them:"
    sed -n 's/^> [0-9a-f]*  /    /p' build/differing.txt
fi
