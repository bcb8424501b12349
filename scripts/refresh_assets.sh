#!/usr/bin/env bash
# Usage: refresh_assets.sh
# Fetches what the pages load from others, in fixed versions, by `npm pack`; a package whose digest is not the one
# written here is refused. Ends with the files, their licences and their digests in place, ready to be committed.
set -euo pipefail

cd "$(dirname "$0")/.."
static=src/gongkai/site/web/static
vendor=$static/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# package VERSION SHA-512: unpacks to $work/<package>, slashes as dashes.
package() {
    local name=$1 version=$2 digest=$3 folder=${1//\//-}
    local archive found
    archive=$(cd "$work" && npm pack --silent "$name@$version")
    found=$(openssl dgst -sha512 -binary "$work/$archive" | base64 -w 0)
    if [[ $found != "$digest" ]]; then
        echo "$name@$version: sha512-$found, expected sha512-$digest" >&2
        exit 1
    fi
    mkdir "$work/$folder"
    tar -xzf "$work/$archive" -C "$work/$folder" --strip-components=1
}

# keep SOURCE TARGET: without the mark that leads to a source map, which is not kept.
keep() {
    mkdir -p "$(dirname "$2")"
    sed -E 's@(//|/\*)# sourceMappingURL=[^ ]*( \*/)?@@' "$work/$1" >"$2"
}

package bootstrap 5.3.9 20cU0rcfw8WdxtVbmfU+xT2EjvVTw9Ror/h1Qvd7DXCujRg8OO9mdBCsmTHdJFf3BuadmBNJtgIuUXsBqSkk/w==
package @popperjs/core 2.11.8 P1st0aksCrn9sGZhp8GMYwBnQsbvAWsZAX44oXNNvLHGqAOcoVxmjZiohstwQ7SqKnbR47akdNi+uleWD8+g6A==
package axe-core 4.14.1 FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==
package bootstrap-icons 1.13.2 fAU1Ly3dH7hwRg+CB8EZ0Vl0fF80zgXHeUVJyfUOKzoURr+TbwISbCW5tKUoQLERaWYG2emTCybcPbD96hdD1A==
package echarts 6.1.0 q0yaFPggC9FUdsWH4blavRWFmxdrIodbkoKNAjJudAI6CA9gNPxHtV2RcZNEepZVlk4yvBYkOkbk6HIVpIyHZA==
package htmx.org 2.0.11 Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4gJgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==

rm -rf "$vendor" tests/e2e/vendor
keep bootstrap/dist/css/bootstrap.min.css "$vendor/bootstrap/bootstrap.min.css"
keep bootstrap/dist/js/bootstrap.bundle.min.js "$vendor/bootstrap/bootstrap.bundle.min.js"
keep bootstrap/LICENSE "$vendor/bootstrap/LICENSE"
# Within the bundle.
keep @popperjs-core/LICENSE.md "$vendor/bootstrap/LICENSE.popper"
keep htmx.org/dist/htmx.min.js "$vendor/htmx/htmx.min.js"
keep htmx.org/LICENSE "$vendor/htmx/LICENSE"
keep echarts/dist/echarts.common.min.js "$vendor/echarts/echarts.common.min.js"
for text in LICENSE NOTICE; do keep "echarts/$text" "$vendor/echarts/$text"; done
cp -r "$work/echarts/licenses" "$vendor/echarts/licenses"
keep bootstrap-icons/LICENSE "$vendor/icons/LICENSE"
python3 scripts/icon_sprite.py "$work/bootstrap-icons/icons" "$vendor/icons/icons.svg"
keep axe-core/axe.min.js tests/e2e/vendor/axe.min.js
for text in LICENSE LICENSE-3RD-PARTY.txt; do keep "axe-core/$text" "tests/e2e/vendor/$text"; done

for folder in "$vendor" tests/e2e/vendor; do
    (cd "$folder" && find . -type f ! -name SHA256SUMS | LC_ALL=C sort | xargs sha256sum >SHA256SUMS)
done
