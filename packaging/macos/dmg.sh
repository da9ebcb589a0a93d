#!/bin/sh
# Makes dist/csmdesk-VERSION-PROCESSOR.dmg of dist/csmdesk.app, on a Mac.
#
#   packaging/macos/dmg.sh
#
# With CODESIGN_IDENTITY set the app is signed with it and the hardened runtime; without, ad hoc: then the system
# refuses the first start, until it is allowed under System Settings, Privacy & Security, Open Anyway (before macOS 15
# a right click and Open will do). Notarising is left to who has an account for it.
set -eu

cd "$(dirname "$0")/../.."
app=dist/csmdesk.app
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' src/csmdesk/__init__.py)
[ -d "$app" ] || { echo "There is no $app: make package first." >&2; exit 1; }

if [ -n "${CODESIGN_IDENTITY:-}" ]; then
    codesign --force --deep --options runtime --timestamp --entitlements packaging/macos/entitlements.plist \
        --sign "$CODESIGN_IDENTITY" "$app"
else
    codesign --force --deep --sign - "$app"
fi
codesign --verify --deep --strict "$app"

work=build/dmg
rm -rf "$work"
mkdir -p "$work"
cp -R "$app" "$work/"
ln -s /Applications "$work/Applications"
image=dist/csmdesk-$version-$(uname -m).dmg
rm -f "$image"
hdiutil create -quiet -volname "csmdesk $version" -srcfolder "$work" -fs HFS+ -format UDZO "$image"
echo "$image"
