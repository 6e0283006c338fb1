#!/bin/sh
# `lectern <command>` is the command line, `lectern` alone the app. A command needs no display, and Electron ends before
# its first event when there is none; so commands are told to Chromium as windowless. The app's process then runs the command.
here=$(dirname "$(readlink -f "$0")")
app=$here/../lectern
[ -x "$app" ] || app=/opt/Lectern/lectern

case ${1-} in
  save | list | show | search | annotate | annotations | tag | archive | unarchive | favourite | delete | restore | clean | \
    import | export | cite | verify | backup | restore-backup | help | --help | --version)
    set -- --ozone-platform=headless --disable-gpu --log-level=3 --lectern-cli "$@"
    # Chromium refuses to run as root with its sandbox.
    [ "$(id -u)" -ne 0 ] || set -- --no-sandbox "$@"
    ;;
esac
exec "$app" "$@"
