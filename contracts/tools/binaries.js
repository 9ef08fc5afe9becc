// Foundry is one npm package per tool and platform, each with one native binary; no install script is needed.
'use strict';
const path = require('path');

const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };

function binary(tool) {
  const platform = `@foundry-rs/${tool}-${process.platform}-${ARCHITECTURES[process.arch]}`;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return path.join(path.dirname(require.resolve(`${platform}/package.json`)), 'bin', tool + suffix);
}

module.exports = { forgeBinary: () => binary('forge'), anvilBinary: () => binary('anvil') };
