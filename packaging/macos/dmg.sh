#!/bin/sh
# Makes dist/csmdesk-VERSION.dmg of dist/csmdesk.app, on a Mac.
#
#   packaging/macos/dmg.sh
#
# With CODESIGN_IDENTITY set the app is signed with it and the hardened runtime; without, ad hoc: then the first start
# needs a right click and Open. Notarising is left to who has an account for it.
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
rm -f "dist/csmdesk-$version.dmg"
hdiutil create -quiet -volname "csmdesk $version" -srcfolder "$work" -fs HFS+ -format UDZO "dist/csmdesk-$version.dmg"
echo "dist/csmdesk-$version.dmg"
