#!/bin/sh
# Makes .venv ready: a Python, the locked packages, and this project itself. `make` calls it when .venv is out of date.
# Uses uv when it is there, otherwise pip alone. PYTHON names the interpreter to build on; DEBIAN_PACKAGES the system
# packages that the project needs.
set -eu
cd "$(dirname "$0")/.."

least="3.11"
recent='import sys; sys.exit(sys.version_info < (3, 11))'

fail() {
    printf 'setup: %s\n' "$*" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

debian_install() {
    missing=""
    for package in "$@"; do
        dpkg-query --show --showformat='${Status}\n' "$package" 2>/dev/null | grep -q ' installed$' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    [ "$(id -u)" -eq 0 ] || fail "system packages are missing; run: sudo apt-get install$missing"
    printf 'setup: installing%s\n' "$missing"
    apt-get update -qq
    # Unquoted on purpose: one word a package.
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

usable() {
    have "$1" && "$1" -c "$recent" 2>/dev/null && { have uv || "$1" -c 'import ensurepip, venv' 2>/dev/null; }
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if usable "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

make_venv() {
    if [ -n "${PYTHON:-}" ]; then
        python=$(find_python) || fail "PYTHON=$PYTHON is not a Python $least or newer with its venv module."
    elif ! python=$(find_python); then
        if have uv; then
            python=$least
        elif have apt-get; then
            debian_install python3 python3-venv
        fi
        [ -n "$python" ] || python=$(find_python) || fail "Python $least or newer with its venv module is needed and was not found." \
            "On macOS: brew install python. Or name one: make PYTHON=/path/to/python3"
    fi
    printf 'setup: making .venv with %s\n' "$python"
    if have uv; then
        uv venv --quiet --clear --python "$python" .venv
    else
        "$python" -m venv --clear .venv
    fi
}

if have uv; then
    install() { uv pip install --quiet --python .venv/bin/python "$@"; }
else
    install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"; }
fi

if have apt-get && [ -n "${DEBIAN_PACKAGES:-}" ]; then
    debian_install $DEBIAN_PACKAGES
fi
.venv/bin/python -c "$recent" 2>/dev/null || make_venv
# uv makes environments without pip; one of those is still good when uv is gone.
have uv || .venv/bin/python -c 'import pip' 2>/dev/null || .venv/bin/python -m ensurepip >/dev/null
printf 'setup: installing the packages of requirements.lock\n'
install --require-hashes -r requirements.lock
install --no-deps --no-build-isolation -e .
.venv/bin/python -m tools.build_pose_bundles || fail "the pose models could not be built; the reason stands above."
# Some machines are told not to keep compiled Python, and every start would compile it all again.
.venv/bin/python -m compileall -qq -j 0 .venv/lib src || true
