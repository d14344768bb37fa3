# What the scripts of the servers share: each says what up and down are, and ends with: up_or_down "$@"

# What is not installed yet, from Debian's packages: status 3 where there are none.
install_packages() {
    {
        apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
    } >/dev/null || exit 3
}

free_port() {
    local port
    while port=$((20000 + RANDOM % 20000)); is_open "$port"; do :; done
    echo "$port"
}

is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# An answer within so many seconds, or the end.
wait_for() {
    local seconds=$1
    shift
    for _ in $(seq $((seconds * 5))); do
        ! "$@" || return 0
        sleep 0.2
    done
    echo "gave up after $seconds s: $*" >&2
    return 1
}

stop() {
    kill "$1" 2>/dev/null || return 0
    for _ in $(seq 100); do
        kill -0 "$1" 2>/dev/null || return 0
        sleep 0.1
    done
    kill -9 "$1" 2>/dev/null || true
}

up_or_down() {
    case "${1:-}" in
        up | down) "$1" ;;
        *)
            echo "usage: $0 up | down" >&2
            exit 2
            ;;
    esac
}
