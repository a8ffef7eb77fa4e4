#!/bin/sh
# Try the project on a Debian 12 that has nothing but Python 3.11 and make.
#
#     sudo tools/chroot_trial.sh FOLDER make demo
#     sudo tools/chroot_trial.sh FOLDER .ci/run
#
# FOLDER must not exist, or hold a system from an earlier trial. The last commit is tried, not the
# work tree. Where packages come from (apt's and pip's settings) is taken from this machine for the
# trial only and written into no file of the project. Needs debootstrap, git and root.
set -eu

[ $# -ge 2 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2; }
[ "$(id -u)" = 0 ] || { echo "chroot trial: has to be run as root" >&2; exit 1; }
# Everything is mounted in a namespace of its own, so that nothing is left behind whatever happens.
[ "${TRIAL_OWN_MOUNTS:-}" ] || TRIAL_OWN_MOUNTS=1 exec unshare --mount --propagation private "$0" "$@"

project=$(cd "$(dirname "$0")/.." && pwd)
system=$1
shift

if [ ! -e "$system/etc/debian_version" ]; then
    echo "chroot trial: making a bare Debian 12 in $system"
    mirror=$(sed -n 's/^URIs: *//p; s/^deb  *\(\[[^]]*\] *\)\{0,1\}\([^ ]*\) .*/\2/p' \
        /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null | head -n 1)
    debootstrap --variant=minbase --include=python3,make bookworm "$system" "$mirror" >"$system.log" 2>&1 ||
        { tail "$system.log" >&2; exit 1; }
fi

# Settings of this machine that say where packages come from and which certificates to trust.
for place in /etc/resolv.conf /etc/apt /etc/pip.conf /etc/xdg/pip /etc/ssl /usr/share/ca-certificates /usr/local/share/ca-certificates; do
    [ -e "$place" ] || continue
    mkdir -p "$system$(dirname "$place")"
    rm -rf "${system:?}$place"
    cp -aL "$place" "$system$place"
done

# On a real machine the root folder is a mount of its own; a folder that is not cannot say what it lies on.
mount --bind "$system" "$system"

rm -rf "$system/trial"
git clone --quiet "$project" "$system/trial"

lent=$(sed -n 's#.*file://\(/[^ ]*\).*#\1#p; s#^find-links *= *\(/[^ ]*\).*#\1#p' /etc/pip.conf /etc/xdg/pip/pip.conf "$HOME/.config/pip/pip.conf" 2>/dev/null | sort -u)
for place in $lent; do
    [ -d "$place" ] && mkdir -p "$system$place" && mount --bind "$place" "$system$place"
done
mount -t proc proc "$system/proc"
mount -t sysfs sys "$system/sys"
mount --bind /dev "$system/dev"
mount --bind /dev/pts "$system/dev/pts"
mount -t tmpfs tmpfs "$system/dev/shm"

echo "chroot trial: $*"
began=$(date +%s)
result=0
env -i HOME=/home TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    $(env | grep -E '^((https?|no)_proxy|(HTTPS?|NO)_PROXY|PIP_[A-Z_]*|SSL_CERT_(FILE|DIR))=' | sed 's/ .*//') \
    chroot "$system" sh -c 'cd /trial && exec "$@"' trial "$@" || result=$?
echo "chroot trial: exit code $result after $(($(date +%s) - began)) s"
exit $result
