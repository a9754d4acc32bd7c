#!/usr/bin/env bash
# Fetches ClickHouse in process (180 MB, 550 MB on disk) into .chdb/, so that `npm run test:clickhouse` has an engine to try.
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p .chdb
printf '{ "name": "clickhouse-in-process", "private": true }\n' > .chdb/package.json
npm install --prefix .chdb --no-save --no-audit --no-fund --ignore-scripts chdb@3.4.0 @chdb/lib-linux-x64-gnu@26.7.3-stable.1
node -e "console.log('ClickHouse', require(require('path').resolve('.chdb/node_modules/chdb')).query('SELECT version()').trim(), 'is installed.')"
