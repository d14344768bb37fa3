#!/usr/bin/env bash
# A FerretDB on loopback for the tests: a server of other people's that speaks MongoDB's protocol, with its data in SQLite files
# and a user who has to sign in. Prints, as NAME=VALUE, what the tests want in their environment.   ferretdb.sh up | down
# Built from its Go module and kept in $FERRETDB_CACHE: status 3 where there is no Go, or the module is not to be had.
# State in $STATE.
set -euo pipefail
. "$(dirname "$0")/common.sh"
state=${STATE:-${TMPDIR:-/tmp}/reconciler-ferretdb}
version=v1.24.2
program=${FERRETDB_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/deploy-reconciler}/ferretdb-$version
user=reconciler
password=not-a-secret
export PATH=$PATH:/usr/local/go/bin

build() {
    [ ! -x "$program" ] || return 0
    type -P go >/dev/null || exit 3
    local module
    # In a folder without a module, so that nobody's is changed.
    module=$(cd "$state" && go mod download -json "github.com/FerretDB/FerretDB@$version" | sed -n 's/^.*"Dir": "\(.*\)",*$/\1/p') || exit 3
    [ -n "$module" ] || exit 3
    cp -r "$module" "$state/source"
    chmod -R u+w "$state/source"
    # Its own build makes this file.
    echo "$version" >"$state/source/build/version/version.txt"
    # It compares byte by byte and knows no other way, but refuses also to be asked for just that.
    sed -i '/^type FindAndModifyParams/,/^}/ s/collation,unimplemented/collation,ignored/' \
        "$state/source/internal/handler/common/findandmodify.go"
    (cd "$state/source" && timeout 900 go build -buildvcs=false -o "$state/ferretdb" ./cmd/ferretdb) || exit 3
    mkdir -p "$(dirname "$program")"
    mv "$state/ferretdb" "$program"
    rm -rf "$state/source"
}

up() {
    if [ -e "$state/data" ]; then
        echo "$state is in use: STATE=$state $0 down" >&2
        exit 1
    fi
    mkdir -p "$state/data"
    trap 'tail -n 20 "$state"/*.log >&2; down' EXIT
    build >"$state/build.log" 2>&1
    port=$(free_port)
    "$program" --handler=sqlite --sqlite-url="file:$state/data/" --state-dir="$state" \
        --listen-addr="127.0.0.1:$port" --debug-addr=- --telemetry=disable --log-level=WARN \
        --test-enable-new-auth --setup-database=admin --setup-username=$user --setup-password=$password \
        >"$state/server.log" 2>&1 &
    echo $! >"$state/pid"
    wait_for 60 is_open "$port"
    trap - EXIT
    echo "RECONCILER_IT_MONGO_URI=mongodb://$user:$password@127.0.0.1:$port/"
}

down() {
    [ ! -s "$state/pid" ] || stop "$(cat "$state/pid")"
    rm -rf "$state"
}

up_or_down "$@"
