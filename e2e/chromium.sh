#!/usr/bin/env bash
# Makes sure that there is a Chromium for the browser tests; on Debian it is fetched through apt.
set -euo pipefail
if [ -x "${TRIVET_CHROMIUM:-/usr/bin/chromium}" ]; then exit 0; fi
if [ -n "${TRIVET_CHROMIUM:-}" ]; then
  echo "TRIVET_CHROMIUM names $TRIVET_CHROMIUM, which is no program." >&2
  exit 1
fi
if ! command -v apt-get >/dev/null; then
  echo "The browser tests need Chromium. Install it and set TRIVET_CHROMIUM to its path." >&2
  exit 1
fi
sudo=""
if [ "$(id -u)" -ne 0 ]; then sudo="sudo"; fi
$sudo apt-get update
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium fonts-dejavu-core fonts-noto-cjk
