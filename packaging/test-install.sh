#!/bin/sh
# Installs the .deb into a bare Debian (debootstrap, nothing but the package's own dependencies) and uses it there as an
# ordinary user without a network: self-test, a folder of files imported, window on a virtual screen, a path with Chinese
# and spaces, upgrade, removal. What the user has stays as it is. Needs root, debootstrap and Xvfb; takes a few minutes.
#
#   packaging/test-install.sh [dist/csmdesk_VERSION_amd64.deb [folder for the pictures]]
set -eu

cd "$(dirname "$0")/.."
package=$(realpath "${1:-$(ls dist/csmdesk_*.deb)}")
pictures=${2:-build/install-pictures}
root=$PWD/build/bare
release=bookworm

for tool in debootstrap Xvfb unshare dpkg-deb xwininfo; do
    command -v "$tool" >/dev/null || { echo "$tool is needed (debootstrap, xvfb, x11-utils)" >&2; exit 1; }
done

# The mirror and the settings that this machine's apt uses itself.
mirror=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)
[ -n "$mirror" ] || mirror=$(awk '$1 == "deb" { print $2; exit }' /etc/apt/sources.list)

inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive "$@"; }
# The user, with a home of his own, without a network and without a language set.
as_user() { unshare -n chroot --userspec=1000:1000 "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/home/user "$@"; }
say() { printf '\n== %s\n' "$*"; }
# A command's last line, all of it where the command fails.
last_of() { "$@" >build/said.log 2>&1 || { cat build/said.log >&2; exit 1; }; tail -n 1 build/said.log; }

say "a bare Debian"
if [ ! -e "$root/made" ]; then
    rm -rf "$root"
    debootstrap --variant=minbase "$release" "$root" "$mirror" >build/debootstrap.log
    cp -a /etc/apt/sources.list.d/. "$root/etc/apt/sources.list.d/"
    for settings in /etc/apt/apt.conf.d/99* /etc/apt/auth.conf.d/*; do
        if [ -e "$settings" ]; then cp -a "$settings" "$root$settings"; fi
    done
    inside apt-get update -qq
    inside useradd --create-home --uid 1000 user
    touch "$root/made"
fi
mkdir -p "$root/dev" "$root/tmp"
[ -e "$root/dev/urandom" ] || mknod -m 666 "$root/dev/urandom" c 1 9

say "install"
inside dpkg --purge csmdesk 2>/dev/null || true
cp "$package" "$root/tmp/csmdesk.deb"
inside apt-get install -y -qq --no-install-recommends /tmp/csmdesk.deb >build/install.log 2>&1 || { tail build/install.log; exit 1; }
inside dpkg --verify csmdesk
inside dpkg-query -W -f '${Package} ${Version}, ${Installed-Size} kB\n' csmdesk

say "self-test, as the user, without a network"
rm -rf "$root/home/user/out"
as_user QT_QPA_PLATFORM=offscreen csmdesk self-test --output /home/user/out
rm -rf "$pictures"
mkdir -p "$pictures"
cp "$root"/home/user/out/*.png "$pictures"/

say "a folder of files imported into a new book"
rm -rf "$root/home/user/导入 文件夹" "$root/home/user/book"
mkdir "$root/home/user/导入 文件夹"
cp "$root"/usr/lib/csmdesk/_internal/csmdesk/resources/demo/2024H1/*.csv \
    "$root"/usr/lib/csmdesk/_internal/csmdesk/resources/demo/2024H1/*.xlsx "$root/home/user/导入 文件夹"
chown -R 1000:1000 "$root/home/user/导入 文件夹"
last_of as_user csmdesk import --book /home/user/book "/home/user/导入 文件夹"
as_user csmdesk check --book /home/user/book

say "its window on a virtual screen"
as_user csmdesk metrics --book /home/user/book --period 2024H1 --json >build/before.json
screen=:$((90 + $$ % 9))
Xvfb $screen -screen 0 1440x900x24 -ac >build/xvfb.log 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
sleep 2
# Without unshare: the screen is reached by a socket of the machine's own network.
chroot --userspec=1000:1000 "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/home/user DISPLAY=$screen \
    csmdesk --book /home/user/book >build/window.log 2>&1 &
window=$!
found=
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
    sleep 1
    if DISPLAY=$screen xwininfo -root -tree | grep -q '"book – csmdesk"'; then found=yes; break; fi
done
[ -n "$found" ] || { echo "no window came up" >&2; cat build/window.log >&2; exit 1; }
echo "the window is there"
sleep 3
if command -v import >/dev/null; then DISPLAY=$screen import -window root "$pictures/window.png"; fi

say "a second start hands over to the first"
chroot --userspec=1000:1000 "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/home/user DISPLAY=$screen \
    timeout 20 csmdesk /home/user/book/open.csmdesk
[ "$(DISPLAY=$screen xwininfo -root -tree | grep -c '"book – csmdesk"')" = 1 ]
echo "one window still"
kill $window
wait $window 2>/dev/null || true

say "self-test on that screen instead of without one"
last_of chroot --userspec=1000:1000 "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/home/user DISPLAY=$screen \
    QT_QPA_PLATFORM=xcb csmdesk self-test

say "from a read-only folder with Chinese and spaces in its path"
mkdir -p "$root/opt/程序 文件"
cp -a "$root/usr/lib/csmdesk" "$root/opt/程序 文件/"
chmod -R a-w "$root/opt/程序 文件"
last_of as_user QT_QPA_PLATFORM=offscreen "/opt/程序 文件/csmdesk/csmdesk" self-test
chmod -R u+w "$root/opt/程序 文件"
rm -rf "$root/opt/程序 文件"

say "nothing was written beside the program"
inside dpkg --verify csmdesk

say "upgrade and removal leave the book as it is"
rm -rf build/newer
dpkg-deb -R "$package" build/newer
sed -i 's/^Version: \(.*\)/Version: \1+newer/' build/newer/DEBIAN/control
dpkg-deb --root-owner-group -Znone --build build/newer "$root/tmp/newer.deb" >/dev/null
inside apt-get install -y -qq --no-install-recommends /tmp/newer.deb >build/upgrade.log 2>&1
as_user csmdesk metrics --book /home/user/book --period 2024H1 --json >build/after.json
cmp build/before.json build/after.json
sums() { (cd "$root/home/user" && find book -type f ! -name lock -exec sha256sum {} + | sort); }
sums >build/sums-before
inside apt-get remove -y -qq csmdesk >build/remove.log 2>&1
sums | cmp - build/sums-before
[ ! -e "$root/usr/lib/csmdesk" ] && [ ! -e "$root/usr/bin/csmdesk" ]
rm -rf build/newer "$root/tmp/newer.deb" "$root/tmp/csmdesk.deb" "$root/home/user/book" "$root/home/user/out" \
    "$root/home/user/导入 文件夹"
say "all of it passed"
