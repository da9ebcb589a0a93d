#!/bin/sh
# Looks whether the libraries that Qt's window and offscreen plugins link against are on this Linux machine, and a font
# with Chinese characters. What is missing is installed when this runs as root on Debian or a child of it; otherwise
# the exact command is printed and this ends with an error. On macOS and Windows the system brings all of it.
#
# Asks the files themselves (ldd) instead of a list that would age with the next Qt.
set -eu

cd "$(dirname "$0")/../.."

[ "$(uname -s)" = Linux ] || exit 0

# Debian's package of a shared library.
package_of() {
    case $1 in
    libEGL.so.1) echo libegl1 ;;
    libGL.so.1 | libGLX.so.0) echo libgl1 ;;
    libOpenGL.so.0) echo libopengl0 ;;
    libX11-xcb.so.1) echo libx11-xcb1 ;;
    libX11.so.6) echo libx11-6 ;;
    libdbus-1.so.3) echo libdbus-1-3 ;;
    libfontconfig.so.1) echo libfontconfig1 ;;
    libfreetype.so.6) echo libfreetype6 ;;
    libglib-2.0.so.0 | libgthread-2.0.so.0) echo libglib2.0-0 ;;
    libstdc++.so.6) echo libstdc++6 ;;
    libgcc_s.so.1) echo libgcc-s1 ;;
    libxcb.so.1) echo libxcb1 ;;
    libxcb-cursor.so.0) echo libxcb-cursor0 ;;
    libxcb-glx.so.0) echo libxcb-glx0 ;;
    libxcb-icccm.so.4) echo libxcb-icccm4 ;;
    libxcb-image.so.0) echo libxcb-image0 ;;
    libxcb-keysyms.so.1) echo libxcb-keysyms1 ;;
    libxcb-randr.so.0) echo libxcb-randr0 ;;
    libxcb-render-util.so.0) echo libxcb-render-util0 ;;
    libxcb-render.so.0) echo libxcb-render0 ;;
    libxcb-shape.so.0) echo libxcb-shape0 ;;
    libxcb-shm.so.0) echo libxcb-shm0 ;;
    libxcb-sync.so.1) echo libxcb-sync1 ;;
    libxcb-util.so.1) echo libxcb-util1 ;;
    libxcb-xfixes.so.0) echo libxcb-xfixes0 ;;
    libxcb-xinput.so.0) echo libxcb-xinput0 ;;
    libxcb-xkb.so.1) echo libxcb-xkb1 ;;
    libxkbcommon-x11.so.0) echo libxkbcommon-x11-0 ;;
    libxkbcommon.so.0) echo libxkbcommon0 ;;
    libz.so.1) echo zlib1g ;;
    *) return 1 ;;
    esac
}

missing_libraries() {
    pyside=$("${VENV:-.venv}/bin/python" -c \
        'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])')
    set -- "$pyside"/QtWidgets.abi3.so "$pyside"/QtSvg*.abi3.so \
        "$pyside"/Qt/plugins/platforms/libqoffscreen.so "$pyside"/Qt/plugins/platforms/libqxcb.so \
        "$pyside"/Qt/plugins/imageformats/libqsvg.so "$pyside"/Qt/plugins/iconengines/libqsvgicon.so
    ldd "$@" 2>/dev/null | awk '/=> not found/ { print $1 }' | sort -u
}

has_chinese_font() {
    if command -v fc-list >/dev/null; then
        [ -n "$(fc-list :lang=zh family)" ]
    else
        [ -n "$(find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" \
            -type f \( -iname '*cjk*' -o -iname '*sourcehan*' -o -iname '*wqy*' -o -iname '*droidsansfallback*' \
            -o -iname '*uming*' -o -iname '*ukai*' -o -iname '*simsun*' -o -iname '*simhei*' -o -iname '*msyh*' \
            -o -iname '*lxgw*' -o -iname '*harmonyos*sc*' \) 2>/dev/null | head -n 1)" ]
    fi
}

# Sets $packages to what apt has to install, $unknown to the libraries whose package this script does not know.
look() {
    packages=
    unknown=
    for library in $(missing_libraries); do
        if package=$(package_of "$library"); then
            case " $packages " in *" $package "*) ;; *) packages="$packages $package" ;; esac
        else
            unknown="$unknown $library"
        fi
    done
    # fontconfig writes the cache of fonts once for the machine; without it each program reads 20 MB of font anew.
    has_chinese_font || packages="$packages fonts-noto-cjk fontconfig"
    packages=${packages# }
    unknown=${unknown# }
}

look
[ -n "$packages$unknown" ] || exit 0

if command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ] && [ -n "$packages" ]; then
        echo "Installing what Qt and the reports need from the system: $packages"
        # A root shell may come without the sbin folders, where dpkg finds its tools.
        export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
        apt-get update -qq
        # shellcheck disable=SC2086  # a list of words
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 $packages >/dev/null
        look
        [ -n "$packages$unknown" ] || exit 0
    fi
    if [ -n "$packages" ]; then
        printf '\n%s\n\n    %s\n\n' "Qt and the reports need these from the system, then start again:" \
            "sudo apt-get update && sudo apt-get install --no-install-recommends $packages" >&2
    fi
else
    printf '\n%s\n' "Qt and the reports need libraries from the system; Debian calls their packages:" \
        "    $packages" >&2
fi
if [ -n "$unknown" ]; then
    printf '\n%s\n' "These libraries are missing too; install the packages that hold them:" "    $unknown" >&2
fi
exit 1
