#!/usr/bin/env bash
# Builds and runs a local network in the foreground (make localnet); Ctrl-C stops it, its state is kept.
#   scripts/localnet.sh [OPTION OF nicompute localnet ...]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"

"$root/scripts/setup.sh" lib docker ssh
trap release_engine EXIT
use_engine
"$root/scripts/base-image.sh"
swift build --product nicompute
# Ctrl-C reaches the network by itself; this script waits for it to end.
trap : INT TERM
"$(swift build --show-bin-path)/nicompute" localnet --base-image nicompute/base:latest "$@"
