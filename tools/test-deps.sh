#!/bin/sh
# Install what the whole suite needs beside Python: a PostgreSQL server, Chromium, poppler-utils (Debian).
set -eu

packages="postgresql chromium poppler-utils"

present() {
    command -v chromium >/dev/null 2>&1 && command -v pdftotext >/dev/null 2>&1 &&
        ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

if present; then
    echo "PostgreSQL, Chromium et poppler-utils sont déjà là."
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Cette cible connaît apt (Debian). Ailleurs, installez : $packages." >&2
    exit 1
fi
as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086 # one word per package
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages </dev/null
