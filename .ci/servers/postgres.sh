#!/usr/bin/env bash
# A PostgreSQL on loopback for the tests; prints the JDBC URL.   postgres.sh up | down
# Takes what is installed; where nothing is, asks Debian's packages for it: status 3 where there are none.
# State in $STATE, port $PG_PORT.
set -euo pipefail
. "$(dirname "$0")/common.sh"
state=${STATE:-${TMPDIR:-/tmp}/reconciler-postgres}
port=${PG_PORT:-55433}

newest() { printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1 | xargs dirname; }

# PostgreSQL refuses to run as root.
as_server() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
    else
        "$@"
    fi
}

up() {
    [ -x "$(newest)/initdb" ] || install_packages postgresql
    mkdir -p "$state"
    [ "$(id -u)" != 0 ] || chown postgres:postgres "$state"
    cd "$state"
    as_server "$(newest)/initdb" -D data -A trust -U postgres --no-sync -E UTF8 --locale=C.UTF-8 >/dev/null
    as_server "$(newest)/pg_ctl" -D data -w -l log \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$state -c fsync=off" start >/dev/null
    echo "jdbc:postgresql://127.0.0.1:$port/postgres?user=postgres"
}

down() {
    if [ -d "$state/data" ]; then
        cd "$state"
        as_server "$(newest)/pg_ctl" -D data -m immediate stop >/dev/null || true
    fi
    cd /
    rm -rf "$state"
}

up_or_down "$@"
