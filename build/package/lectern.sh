#!/bin/sh
# `lectern <command>` is the command line, `lectern` alone the app. A command needs no display, and Electron ends before
# its first event when there is none; so commands are told to Chromium as windowless. The app's process then runs the command.
here=$(dirname "$(readlink -f "$0")")
app=$here/../lectern
[ -x "$app" ] || app=/opt/Lectern/lectern

case ${1-} in
  save | list | show | search | annotate | annotations | tag | archive | unarchive | favourite | delete | restore | clean | \
    import | export | cite | verify | backup | restore-backup | help | --help | --version)
    # Chromium refuses to run as root with its sandbox. A command opens no page in Chromium, so it can do without.
    if [ "$(id -u)" -eq 0 ]; then
      exec "$app" --no-sandbox --ozone-platform=headless --disable-gpu --lectern-cli "$@"
    fi
    exec "$app" --ozone-platform=headless --disable-gpu --lectern-cli "$@"
    ;;
esac
exec "$app" "$@"
