// Writes messages/src/test/resources/vectors/mandate-v1.json: trading mandates and order batches as EIP-712 typed data,
// encoded from their plain fields by the words of the standard and signed by a library that the Java modules do not use.
'use strict';
const fs = require('fs');
const path = require('path');
const { keccak256 } = require('ethereum-cryptography/keccak.js');
const { secp256k1 } = require('ethereum-cryptography/secp256k1.js');
const { SimpleMerkleTree } = require('@openzeppelin/merkle-tree');

const TARGET = path.resolve(__dirname, '../../messages/src/test/resources/vectors/mandate-v1.json');
const CHAIN = 31337;
const CELL = '0190b3c4-8a7e-7d10-8000-0000000000c0';
// The third and fourth accounts of the public test phrase.
const OWNER = '0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a';
const AGENT = '0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6';

const TYPES = {
  EIP712Domain: [['string', 'name'], ['string', 'version'], ['uint256', 'chainId']],
  TradingMandate: [['address', 'owner'], ['address', 'agentKey'], ['bytes16', 'cell'], ['uint32', 'maxPricePerKWh'],
    ['uint32', 'minPricePerKWh'], ['uint64', 'maxWhPerSlot'], ['uint64', 'maxSpendPerDay'], ['uint64', 'validUntil'],
    ['uint64', 'nonce']],
  OrderBatch: [['bytes16', 'cell'], ['uint32', 'slot'], ['uint32', 'count'], ['bytes32', 'root'], ['uint64', 'nonce']],
};

const bytes = (hex) => Buffer.from(hex.replace(/^0x|-/g, ''), 'hex');
const hex = (buffer) => '0x' + Buffer.from(buffer).toString('hex');
const hash = (...parts) => Buffer.from(keccak256(Uint8Array.from(Buffer.concat(parts.map((p) => Buffer.from(p))))));

function word(type, value) {
  if (type === 'string') {
    return hash(Buffer.from(value));
  }
  if (type.startsWith('bytes')) {
    return Buffer.concat([bytes(value), Buffer.alloc(32)]).subarray(0, 32);
  }
  const number = BigInt(value);
  return Buffer.from(number.toString(16).padStart(64, '0'), 'hex');
}

function struct(name, value) {
  const fields = TYPES[name];
  const type = `${name}(${fields.map(([kind, field]) => `${kind} ${field}`).join(',')})`;
  return hash(hash(Buffer.from(type)), ...fields.map(([kind, field]) => word(kind, value[field])));
}

const DOMAIN = struct('EIP712Domain', { name: 'PeerWatt Trading', version: '1', chainId: CHAIN });

function signed(name, value, key) {
  const digest = hash([0x19, 0x01], DOMAIN, struct(name, value));
  const signature = secp256k1.sign(digest, bytes(key), { lowS: true });
  return {
    hash: hex(digest),
    signature: hex(Buffer.concat([signature.toCompactRawBytes(), Buffer.of(27 + signature.recovery)])),
  };
}

const address = (key) => hex(hash(secp256k1.getPublicKey(bytes(key), false).slice(1)).subarray(12));
const seconds = (time) => Date.parse(time) / 1000;

function mandate(fields) {
  const whole = { owner: address(OWNER), agentKey: address(AGENT), cell: CELL, ...fields };
  return { mandate: whole, ...signed('TradingMandate', { ...whole, validUntil: seconds(whole.validUntil) }, OWNER) };
}

function batch(start, nonce, orders) {
  const leaves = orders.map((order) => hex(hash(Buffer.from(order))));
  const tree = SimpleMerkleTree.of(leaves);
  const fields = { cell: CELL, slot: { start, length: 'PT15M' }, count: orders.length, root: tree.root, nonce };
  return {
    batch: fields,
    leaves,
    paths: leaves.map((leaf, i) => tree.getProof(i)),
    ...signed('OrderBatch', { ...fields, slot: seconds(start) / 300 }, AGENT),
  };
}

const content = {
  chainId: CHAIN,
  ownerKey: OWNER,
  agentKey: AGENT,
  mandates: [
    mandate({ maxPricePerKWh: 320000, minPricePerKWh: 90000, maxWhPerSlot: 4000, maxSpendPerDay: 5000000000,
      validUntil: '2027-06-15T00:00:00Z', nonce: 1 }),
    mandate({ maxPricePerKWh: 4294967295, minPricePerKWh: 0, maxWhPerSlot: 0, maxSpendPerDay: 0,
      validUntil: '1970-01-01T00:00:00Z', nonce: 0 }),
    mandate({ maxPricePerKWh: 0, minPricePerKWh: 4294967295, maxWhPerSlot: 9007199254740991,
      maxSpendPerDay: 9007199254740991, validUntil: '9999-12-31T23:59:59Z', nonce: 9007199254740991 }),
  ],
  batches: [
    batch('2026-06-15T10:15:00Z', 1781518080000, ['one']),
    batch('2026-06-15T10:30:00Z', 1781518980000, ['one', 'two', 'three', 'four', 'five', 'six', 'seven']),
  ],
};

const text = JSON.stringify(content, null, 1) + '\n';
if (process.argv.includes('--check')) {
  if (fs.readFileSync(TARGET, 'utf8') !== text) {
    console.error(`${path.relative(process.cwd(), TARGET)} is not what this script makes`);
    process.exit(1);
  }
} else {
  fs.writeFileSync(TARGET, text);
}
