#!/bin/sh
# Make .venv from the locked dependencies: `install.sh base` for the product, `install.sh dev` to work on it.
# Does nothing when the environment is already that of the lock files. Nothing is installed without its hash.
set -eu
cd "$(dirname "$0")/.."

kind=${1:-base}
lock=requirements/$kind.txt
stamps=.venv/.palier

say() { printf '%s\n' "$*"; }

# An interpreter will do if it is recent enough and can make environments (python3-venv on Debian).
suits() {
    "$1" -c 'import sys, venv, ensurepip; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

interpreter() {
    for candidate in ${PYTHON:+"$PYTHON"} python3 /usr/bin/python3 python3.13 python3.12 python3.11 python3.14; do
        if suits "$candidate"; then
            # The real file behind a version manager's shim: the choice must not change with the folder.
            "$candidate" -c 'import sys; print(getattr(sys, "_base_executable", sys.executable))'
            return
        fi
    done
    say "Il faut Python 3.11 ou plus récent, avec son module venv." >&2
    say "Sous Debian 12 : apt install python3 python3-venv. Ailleurs : make PYTHON=/chemin/vers/python3 …" >&2
    exit 1
}

state() { cat "$1" requirements/installer.txt pyproject.toml | { sha256sum 2>/dev/null || shasum -a 256; } | cut -d' ' -f1; }

current() {
    [ -x .venv/bin/python ] && [ -x .venv/bin/palier ] && [ "$(cat "$stamps-$1" 2>/dev/null)" = "$(state "requirements/$1.txt") $PWD" ] &&
        .venv/bin/python -c 'import palier, django' >/dev/null 2>&1
}

# Compiled beforehand, even where Python is told to write no bytecode: every start is three times as quick.
compile_ours() { .venv/bin/python -m compileall -q src; }

# The development environment holds the product's: it serves for both.
if current dev || { [ "$kind" = base ] && current base; }; then
    compile_ours
    exit 0
fi

start=$(date +%s)
python=$(interpreter)
if ! .venv/bin/python -c '' >/dev/null 2>&1; then
    rm -rf .venv
    say "Création de l’environnement .venv ($("$python" --version))…"
    "$python" -m venv --without-pip .venv
fi
rm -f "$stamps-base" "$stamps-dev"
if ! .venv/installer/bin/uv --version >/dev/null 2>&1; then
    rm -rf .venv/installer
    "$python" -m venv .venv/installer
    .venv/installer/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
        -r requirements/installer.txt
fi

say "Installation des dépendances verrouillées ($lock)…"
UV_PYTHON_DOWNLOADS=never
UV_NO_PROGRESS=1
UV_LINK_MODE=${UV_LINK_MODE:-copy}
export UV_PYTHON_DOWNLOADS UV_NO_PROGRESS UV_LINK_MODE
.venv/installer/bin/uv pip sync --quiet --compile-bytecode --python .venv/bin/python --require-hashes "$lock"
.venv/installer/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
compile_ours
printf '%s %s' "$(state "$lock")" "$PWD" >"$stamps-$kind"
say "Environnement prêt en $(($(date +%s) - start)) s."
