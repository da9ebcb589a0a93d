#!/bin/sh
# Runs the core of the tests inside a built program: figures, book, importers, reports and Qt models, over the modules
# as they are packed. Not those that start a Python of their own, which a built program has not.
#
#   packaging/test-frozen.sh [pytest's arguments]
set -eu

cd "$(dirname "$0")/.."
.venv-package/bin/python packaging/build.py --tests
python=$PWD/.venv/bin/python
CSMDESK_TESTS_PATH=$PWD:$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib") + ":" +
    sysconfig.get_path("stdlib") + ":" + sysconfig.get_path("platstdlib") + "/lib-dynload")')
export CSMDESK_TESTS_PATH QT_QPA_PLATFORM=offscreen
[ $# -gt 0 ] || set -- tests/golden tests/model tests/unit/cli tests/unit/domain tests/unit/importers tests/unit/metrics \
    tests/unit/reports tests/unit/storage
exec build/tested/csmdesk/csmdesk-tests -q -p no:cacheprovider -p no:xdist "$@"
