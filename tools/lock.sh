#!/bin/sh
# Resolve the dependencies again, for every platform, with hashes and without naming any download address.
set -eu
cd "$(dirname "$0")/.."
uv=.venv/installer/bin/uv
lock() { "$uv" pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet "$@"; }
lock pyproject.toml --group build -o requirements/base.txt
lock pyproject.toml --group build --group dev -o requirements/dev.txt
lock requirements/installer.in -o requirements/installer.txt
