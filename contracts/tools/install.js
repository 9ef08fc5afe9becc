// Brings node_modules to what package-lock.json says; does nothing when it is there already.
'use strict';
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');

const root = path.resolve(__dirname, '..');
const lock = fs.readFileSync(path.join(root, 'package-lock.json'));
const stamp = path.join(root, 'node_modules', '.installed-lock.json');

if (!fs.existsSync(stamp) || !fs.readFileSync(stamp).equals(lock)) {
  console.log('contracts: installing the toolchain of package-lock.json');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const run = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'], {
    cwd: root, stdio: 'inherit', shell: process.platform === 'win32',
  });
  if (run.error) {
    throw run.error;
  }
  if (run.status !== 0) {
    process.exit(run.status ?? 1);
  }
  fs.writeFileSync(stamp, lock);
}
