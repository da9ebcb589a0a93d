#!/bin/sh
# Pins the newest versions that pyproject.toml allows, with the hashes of their files, for every Python and system that
# csmdesk runs on. No lock names a registry: pip uses the one that the machine is set up for.
set -eu

cd "$(dirname "$0")/../.."

compile() {
    # The oldest Python that is supported sets the versions, whichever made the environment.
    # The system's certificates: a company's own mirror or proxy is signed by the company.
    .venv/bin/uv pip compile pyproject.toml --quiet --system-certs --upgrade --universal --python-version 3.11 \
        --fork-strategy fewest --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' "$@"
}

compile --group build --output-file requirements.txt
# The same versions of what both hold, so that the tests test what is shipped.
compile --group build --group dev --constraint requirements.txt --output-file requirements-dev.txt
# And those of what is packed, in an environment of its own: what only tests need cannot slip in.
compile --group build --group package --constraint requirements.txt --output-file requirements-package.txt
