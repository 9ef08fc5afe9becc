// Rebuilds the evidence vectors from their plain fields with Node's own crypto: a second reading of docs/evidence.md.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const v = JSON.parse(readFileSync(process.argv[2], "utf8"));
const sha = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const uuid = (text) => Buffer.from(text.replaceAll("-", ""), "hex");
const u = (bytes, value) => Buffer.from(BigInt(value).toString(16).padStart(bytes * 2, "0"), "hex");
const seconds = (time) => BigInt(Date.parse(time)) / 1000n;
const QUALITY = ["GOOD", "ESTIMATED", "BACKFILLED", "SUSPECT_JUMP", "SUSPECT_DROP", "EPOCH_CHANGE",
  "IDENTITY_MISMATCH", "CLOCK_UNSYNCED", "COARSE"];

function reading(r) {
  const bits = r.quality.reduce((all, name) => all | (1 << QUALITY.indexOf(name)), 0);
  return Buffer.concat([u(1, 1), uuid(r.meter), u(8, seconds(r.boundary)), u(8, r.seq), u(4, r.epoch),
    u(8, r.importWh), u(8, r.exportWh), u(8, Date.parse(r.readAt)), u(4, bits),
    Buffer.from(r.profileHash, "hex"), Buffer.from(r.previous.slice(2), "hex")]);
}

function check(what, found, expected) {
  if (found !== expected) {
    console.error(`${what}: expected ${expected}, found ${found}`);
    process.exit(1);
  }
}

const [first, second] = v.readings.map(reading);
check("reading 1", first.toString("hex"), v.reading1);
check("reading 2", second.toString("hex"), v.reading2);
check("hash of reading 1", sha(first).toString("hex"), v.reading1Hash);

const leaf = (data) => sha(Buffer.of(0), data);
const root = sha(Buffer.of(1), leaf(first), leaf(second));
const seal = Buffer.concat([Buffer.from("PWSEAL"), u(1, 1), uuid(v.gateway), u(8, seconds(v.readings[0].boundary)),
  u(4, 2), root, Buffer.alloc(32)]);
check("seal", seal.toString("hex"), v.seal);

const jwk = { kty: "EC", crv: "P-256", x: Buffer.from(v.keyX, "hex").toString("base64url"),
  y: Buffer.from(v.keyY, "hex").toString("base64url") };
const key = { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" };
check("signature", verify("sha256", seal, key, Buffer.from(v.sealSignature, "hex")), true);
check("signature of other bytes", verify("sha256", first, key, Buffer.from(v.sealSignature, "hex")), false);

const o = v.orderFields;
const order = Buffer.concat([u(1, 1), uuid(o.order), Buffer.alloc(32), u(1, o.side === "SELL" ? 0 : 1),
  u(4, seconds(o.slotStart) / 300n), u(4, o.wh), u(4, o.limit), u(8, Date.parse(o.submittedAt))]);
check("order", order.toString("hex"), v.order);
console.log("vectors agree");
