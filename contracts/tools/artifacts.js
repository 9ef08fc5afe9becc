// Compiles each deployed contract with exactly the sources it needs and writes what Java deploys and calls:
//   node tools/artifacts.js [folder]      (default: the committed folder)
// One compiler run per contract, so that an artifact changes only when something it is made of changes.
'use strict';
const fs = require('fs');
const path = require('path');
const solc = require('solc');
const { keccak256 } = require('ethereum-cryptography/keccak.js');

const ROOT = path.resolve(__dirname, '..');
const SOURCES = 'src/main/solidity';
const CONTRACTS = ['DeviceRegistry', 'Escrow', 'SettlementLedger', 'TestEuro', 'WattToken', 'RewardDistributor'];
const SETTINGS = {
  evmVersion: 'osaka',
  viaIR: true,
  optimizer: { enabled: true, runs: 200 },
  metadata: { bytecodeHash: 'none', appendCBOR: false },
  outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
};

const target = path.resolve(process.argv[2] ?? path.join(ROOT, 'src/main/resources/energy/peerwatt/contracts/artifacts'));

// Names of sources are relative to the folder of the contracts, wherever that folder is.
function collect(name, sources) {
  if (sources[name]) {
    return sources;
  }
  const file = path.join(ROOT, name.startsWith('@') ? path.join('node_modules', name) : name);
  const content = fs.readFileSync(file, 'utf8');
  sources[name] = { content };
  for (const [, imported] of content.matchAll(/^\s*import\s[^;]*?["']([^"']+)["'];/gm)) {
    collect(imported.startsWith('.') ? path.posix.join(path.posix.dirname(name), imported) : imported, sources);
  }
  return sources;
}

const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

function compile(contract) {
  const source = `${SOURCES}/${contract}.sol`;
  const input = JSON.stringify({ language: 'Solidity', sources: sorted(collect(source, {})), settings: SETTINGS });
  const output = JSON.parse(solc.compile(input));
  // A warning about our own sources is an error; those about the library are its authors' business.
  const errors = (output.errors ?? [])
    .filter((error) => error.severity === 'error' || !error.sourceLocation?.file.startsWith('@'));
  if (errors.length > 0) {
    throw new Error(errors.map((error) => error.formattedMessage).join('\n'));
  }
  const { abi, evm } = output.contracts[source][contract];
  return {
    contract,
    compiler: solc.version(),
    inputHash: '0x' + Buffer.from(keccak256(Buffer.from(input))).toString('hex'),
    bytecode: '0x' + evm.bytecode.object,
    abi,
  };
}

fs.mkdirSync(target, { recursive: true });
for (const contract of CONTRACTS) {
  const artifact = compile(contract);
  fs.writeFileSync(path.join(target, `${contract}.json`), JSON.stringify(artifact, null, 1) + '\n');
  console.log(`${contract}: ${(artifact.bytecode.length - 2) / 2} bytes of creation code`);
}
