// Runs the forge binary of the npm package in the folder of the contracts: node tools/forge.js test …
'use strict';
const { spawnSync } = require('child_process');
const path = require('path');
const { forgeBinary } = require('./binaries');

const root = path.resolve(__dirname, '..');
const run = spawnSync(forgeBinary(), process.argv.slice(2), { cwd: root, stdio: 'inherit' });
if (run.error) {
  throw run.error;
}
process.exit(run.status ?? 1);
