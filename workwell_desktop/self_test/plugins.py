"""Which plugins of Qt the program needs, and which it uses where the PC has what they lead to."""

from __future__ import annotations

from collections.abc import Mapping

NEEDED: Mapping[str, tuple[str, ...]] = {
    "linux": (
        "iconengines/libqsvgicon.so",
        "imageformats/libqjpeg.so",  # a photo that was attached
        "imageformats/libqsvg.so",
        "platforms/libqoffscreen.so",
        "platforms/libqxcb.so",
    ),
    "win32": (
        "iconengines/qsvgicon.dll",
        "imageformats/qjpeg.dll",
        "imageformats/qsvg.dll",
        "platforms/qwindows.dll",
    ),
}
"""Without these no PC shows the program as it should."""

OFFERED: Mapping[str, tuple[str, ...]] = {
    "linux": (
        "platforminputcontexts/libcomposeplatforminputcontextplugin.so",  # letters with accents
        "platforminputcontexts/libibusplatforminputcontextplugin.so",
        "platforms/libqwayland.so",
        "platformthemes/libqxdgdesktopportal.so",  # the desktop's own dialogs for files
        "printsupport/libcupsprintersupport.so",
        "wayland-decoration-client/libadwaita.so",
        "wayland-decoration-client/libbradient.so",
        "wayland-shell-integration/libxdg-shell.so",
    ),
}
"""These are in an installed program too, with all that they stand on. A checkout has them as its PC has it."""
