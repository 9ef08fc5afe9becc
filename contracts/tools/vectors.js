// Writes src/test/resources/vectors/batches.json and rewards.json: batches and reward epochs packed, hashed and put into
// trees by code that shares nothing with the contracts or the Java modules. forge, JUnit and this script must agree on
// every value.
'use strict';
const fs = require('fs');
const path = require('path');
const { keccak256 } = require('ethereum-cryptography/keccak.js');
const { StandardMerkleTree } = require('@openzeppelin/merkle-tree');

const FOLDER = path.resolve(__dirname, '../src/test/resources/vectors');
const CELL = '0x0192f7a0c0de7000800000000000ce11';
const LEAF_TYPES = ['bytes32', 'uint64', 'uint32', 'uint32', 'uint16', 'uint16', 'uint32', 'uint32',
  'bytes32', 'bytes32', 'bytes32'];
const FIRST_SLOT = 5_961_600;

const hex = (buffer) => '0x' + Buffer.from(buffer).toString('hex');
const keccak = (buffer) => hex(keccak256(Uint8Array.from(buffer)));
const uint = (value, bytes) => Buffer.from(BigInt.asUintN(bytes * 8, BigInt(value)).toString(16).padStart(bytes * 2, '0'), 'hex');
const word = (value) => (typeof value === 'string' && value.startsWith('0x')
  // bytesN sits at the left of its word
  ? Buffer.concat([Buffer.from(value.slice(2), 'hex'), Buffer.alloc(32)]).subarray(0, 32)
  : uint(typeof value === 'boolean' ? Number(value) : value, 32));

// A small generator with a fixed start, so that running the script again changes nothing.
function random(seed) {
  let state = BigInt(seed);
  return (bound) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n);
    return Number((state >> 33n) % BigInt(bound));
  };
}

function pack(records) {
  const groups = new Map();
  for (const record of records) {
    const key = `${record.slot}/${record.price}`;
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  const parts = [];
  for (const group of groups.values()) {
    const quads = Math.ceil(group.length / 4);
    parts.push(uint(group[0].slot, 4), uint(group[0].price, 4), uint(quads, 2));
    for (const record of group) {
      parts.push(uint(record.payer, 2), uint(record.payee, 2), uint(record.wh, 3));
    }
    parts.push(Buffer.alloc((quads * 4 - group.length) * 7));
  }
  return Buffer.concat(parts);
}

function batch(chain, { records, accounts, endsPeriod, slots }) {
  const net = [...chain.net, ...Array(accounts).fill(0n)].slice(0, accounts);
  let wh = 0n;
  let paid = 0n;
  for (const { payer, payee, wh: energy, price } of records) {
    const amount = BigInt(energy) * BigInt(price);
    net[payer] -= amount;
    net[payee] += amount;
    paid += amount;
    wh += payer >= 4 && payee >= 4 ? BigInt(energy) : 0n;
  }
  const packed = pack(records);
  const cumNet = Buffer.concat(net.map((value) => uint(value, 8)));
  const number = chain.number + 1;
  const leaves = records.map((r, index) => ({
    salt: keccak(Buffer.from(`salt ${number} ${index}`)), index, slot: r.slot, payer: r.payer, payee: r.payee,
    wh: r.wh, price: r.price, bidHash: keccak(Buffer.from(`bid ${number} ${index}`)),
    askHash: keccak(Buffer.from(`ask ${number} ${index}`)),
    readingsRoot: keccak(Buffer.from(`readings ${number} ${r.slot}`)),
  }));
  const values = leaves.map((l) => [l.salt, number, l.index, l.slot, l.payer, l.payee, l.wh, l.price, l.bidHash,
    l.askHash, l.readingsRoot]);
  const tree = values.length > 0 ? StandardMerkleTree.of(values, LEAF_TYPES) : null;
  leaves.forEach((leaf, i) => {
    leaf.hash = tree.leafHash(values[i]);
    leaf.proof = tree.getProof(i);
  });
  const header = {
    version: 1, cell: CELL, number, period: chain.period, endsPeriod, slotSeconds: 900, slotFrom: chain.slotTo,
    slotTo: chain.slotTo + slots * 3, records: records.length, accounts, wh: String(wh), paid: String(paid),
    paramsVersion: 1, recordsRoot: tree ? tree.root : '0x' + '00'.repeat(32), dataHash: keccak(packed),
    cumNetHash: keccak(cumNet),
  };
  const committedAt = 1_788_480_000 + number * 60;
  const prev = chain.hash;
  const hash = keccak(Buffer.concat([word(prev), ...Object.entries(header).map(([name, value]) =>
    word(['wh', 'paid'].includes(name) ? BigInt(value) : value)), word(committedAt)]));
  chain.previousNet = chain.net;
  Object.assign(chain, {
    number, hash, slotTo: header.slotTo, net: endsPeriod ? [] : net, period: chain.period + (endsPeriod ? 1 : 0),
  });
  return {
    header, prev, committedAt: String(committedAt), hash, packed: hex(packed),
    previousNet: hex(Buffer.concat(chain.previousNet.map((value) => uint(value, 8)))), cumNet: hex(cumNet), leaves,
  };
}

// Records in canonical order: slot, price, payer, payee.
function records(next, { count, accounts, from, slots, prices }) {
  const made = [];
  for (let i = 0; i < count; i++) {
    const payer = next(8) === 0 ? next(4) : 4 + next(accounts - 4);
    const payee = (payer + 1 + next(accounts - 1)) % accounts;
    made.push({
      slot: from + 3 * next(slots), price: prices[next(prices.length)], payer, payee, wh: 1 + next(3_000),
    });
  }
  const keys = ['slot', 'price', 'payer', 'payee', 'wh'];
  return made.sort((a, b) => keys.map((key) => a[key] - b[key]).find((difference) => difference !== 0) ?? 0);
}

const next = random(20_260_904);
const chain = { number: 0, hash: '0x' + '00'.repeat(32), slotTo: FIRST_SLOT, net: [], period: 1 };
const batches = [
  batch(chain, {
    accounts: 6, endsPeriod: false, slots: 1,
    records: [{ slot: FIRST_SLOT, price: 200_000, payer: 4, payee: 5, wh: 1_000 }],
  }),
  batch(chain, {
    accounts: 9, endsPeriod: false, slots: 2,
    records: records(next, { count: 25, accounts: 9, from: chain.slotTo, slots: 2, prices: [0, 101_000, 187_000] }),
  }),
  batch(chain, { accounts: 9, endsPeriod: true, slots: 1, records: [] }),
  batch(chain, {
    accounts: 16, endsPeriod: true, slots: 4,
    records: [
      ...records(next, { count: 60, accounts: 16, from: chain.slotTo, slots: 3, prices: [98_000, 143_000, 4_294_967_295] }),
      { slot: chain.slotTo + 9, price: 4_294_967_295, payer: 7, payee: 15, wh: 16_777_215 },
    ],
  }),
];

// What every wallet earned up to each epoch, ascending by wallet; the bytes behind dataHash as in docs/evidence.md.
const TOKEN = '0x7e57000000000000000000000000000000000a77';
function epoch(number, event, cumulative) {
  const lines = Object.entries(cumulative).sort(([a], [b]) => (a < b ? -1 : 1));
  const responseHash = keccak(Buffer.from(`response ${number}`));
  const values = lines.map(([wallet, nano]) => [wallet, TOKEN, nano]);
  const tree = StandardMerkleTree.of(values, ['address', 'address', 'uint256']);
  const bytes = (text) => Buffer.from(text.replace(/^0x|-/g, ''), 'hex');
  const data = Buffer.concat([
    Buffer.from('PWRWRD'), uint(1, 1), bytes(CELL), uint(number, 8), bytes(event), bytes(responseHash), bytes(TOKEN),
    uint(lines.length, 4), ...lines.map(([wallet, nano]) => Buffer.concat([bytes(wallet), uint(nano, 8)])),
  ]);
  return {
    epoch: number, event, responseHash, root: tree.root, data: hex(data), dataHash: keccak(data),
    total: String(lines.reduce((sum, [, nano]) => sum + BigInt(nano), 0n)),
    lines: values.map(([wallet, , nano], i) => ({
      wallet, cumulative: String(nano), leaf: tree.leafHash(values[i]), proof: tree.getProof(i),
    })),
  };
}
const wallet = (i) => hex(keccak256(Buffer.from(`wallet ${i}`)).slice(12));
const earned = {};
const epochs = [1, 2, 7].map((people, i) => {
  for (let p = 0; p < people; p++) {
    earned[wallet(p)] = (BigInt(earned[wallet(p)] ?? 0) + BigInt(1 + next(2_000_000_000)) * 5n).toString();
  }
  return epoch(i + 1, `0192f7a0-c0de-7000-8000-0000000000e${i + 1}`, { ...earned });
});

const files = { 'batches.json': { cell: CELL, batches }, 'rewards.json': { cell: CELL, token: TOKEN, epochs } };
for (const [name, content] of Object.entries(files)) {
  const target = path.join(FOLDER, name);
  const text = JSON.stringify(content, null, 1) + '\n';
  if (process.argv.includes('--check')) {
    if (fs.readFileSync(target, 'utf8') !== text) {
      console.error(`${path.relative(process.cwd(), target)} is not what this script makes`);
      process.exit(1);
    }
  } else {
    fs.writeFileSync(target, text);
  }
}
