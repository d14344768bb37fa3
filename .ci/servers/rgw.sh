#!/usr/bin/env bash
# A Ceph RADOS Gateway on loopback for the tests: one monitor, one OSD in memory, one gateway. Prints, as NAME=VALUE, what the
# tests want in their environment; "reader" is a user who may do nothing yet.   rgw.sh up | down
# Takes what is installed; where nothing is, asks Debian's packages for it: status 3 where there are none. State in $STATE.
set -euo pipefail
. "$(dirname "$0")/common.sh"
state=${STATE:-${TMPDIR:-/tmp}/reconciler-rgw}
access_key=test-access
reader_access_key=reader-access
secret_key=test-secret-0123456789

configure() {
    cat >"$CEPH_CONF" <<CONF
[global]
fsid = $fsid
mon_host = [v2:127.0.0.1:$(free_port),v1:127.0.0.1:$(free_port)]
mon_initial_members = a
public_network = 127.0.0.0/8
cluster_network = 127.0.0.0/8
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_ipv6 = false
auth_cluster_required = cephx
auth_service_required = cephx
auth_client_required = cephx
keyring = $state/keyring
run_dir = $state/run
pid_file = $state/run/\$name.pid
admin_socket = $state/run/\$name.asok
log_file = $state/log/\$name.log
crash_dir = $state/crash
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 8
osd_pool_default_pgp_num = 8
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_warn_on_pool_no_redundancy = false
mon_max_pg_per_osd = 1000
mon_data_avail_warn = 1
mon_data_avail_crit = 1
auth_allow_insecure_global_id_reclaim = false
paxos_propose_interval = 0.05
paxos_min_wait = 0.01
[mon.a]
mon_data = $state/mon
[osd]
osd_data = $state/osd
osd_objectstore = memstore
memstore_device_bytes = 4294967296
osd_class_load_list = *
osd_class_default_list = *
[client.rgw.a]
rgw_frontends = beast endpoint=127.0.0.1:$gateway tcp_nodelay=1
rgw_enable_ops_log = false
rgw_enable_usage_log = false
CONF
}

create_keys() {
    local keyring=$state/keyring
    ceph-authtool --create-keyring "$keyring" --gen-key -n mon. --cap mon 'allow *'
    ceph-authtool "$keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
    ceph-authtool "$keyring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *' --cap mgr 'allow *'
    ceph-authtool "$keyring" --gen-key -n client.rgw.a --cap mon 'allow rw' --cap osd 'allow rwx' --cap mgr 'allow rw'
}

start() {
    monmaptool --create --fsid "$fsid" --addv a "$(sed -n 's/^mon_host = //p' "$CEPH_CONF")" "$state/monmap"
    ceph-mon -i a --mkfs --monmap "$state/monmap" --keyring "$state/keyring"
    ceph-mon -i a
    local osd
    osd=$(cat /proc/sys/kernel/random/uuid)
    timeout 60 ceph osd new "$osd" 0
    ceph-osd -i 0 --mkfs --osd-uuid "$osd"
    ceph-osd -i 0
    wait_for 60 osd_is_up
    radosgw -n client.rgw.a
    wait_for 120 is_open "$gateway"
    timeout 60 radosgw-admin user create --uid=test --display-name=test --access-key=$access_key --secret-key=$secret_key
    timeout 60 radosgw-admin user create --uid=reader --display-name=reader --access-key=$reader_access_key --secret-key=$secret_key
}

osd_is_up() { timeout 20 ceph osd stat | grep -q '1 up'; }

up() {
    if [ -e "$state/ceph.conf" ]; then
        echo "$state is in use: STATE=$state $0 down" >&2
        exit 1
    fi
    type -P ceph-mon ceph-osd radosgw radosgw-admin ceph >/dev/null || install_packages ceph-mon ceph-osd radosgw ceph-common
    mkdir -p "$state"/{mon,osd,run,log,crash}
    export CEPH_CONF=$state/ceph.conf
    fsid=$(cat /proc/sys/kernel/random/uuid)
    gateway=$(free_port)
    configure
    trap 'tail -n 20 "$state"/log/*.log >&2; down' EXIT
    create_keys >"$state/log/up.log" 2>&1
    start >>"$state/log/up.log" 2>&1
    trap - EXIT
    echo "RECONCILER_IT_S3_ENDPOINT=http://127.0.0.1:$gateway"
    echo "RECONCILER_IT_S3_ACCESS_KEY=$access_key"
    echo "RECONCILER_IT_S3_SECRET_KEY=$secret_key"
    echo "RECONCILER_IT_S3_READER_ACCESS_KEY=$reader_access_key"
}

down() {
    for name in client.rgw.a osd.0 mon.a; do
        [ ! -s "$state/run/$name.pid" ] || stop "$(cat "$state/run/$name.pid")"
    done
    rm -rf "$state"
}

up_or_down "$@"
