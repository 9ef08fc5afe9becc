// Follows a gateway's keys with Node's own crypto: a second reading of docs/evidence.md.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const v = JSON.parse(readFileSync(process.argv[2], "utf8"));
const hex = (text) => Buffer.from(text.replace(/^0x/, "").replaceAll("-", ""), "hex");
const fail = (what) => {
  console.error(what);
  process.exit(1);
};

function signed(key, message, signature) {
  const jwk = { kty: "EC", crv: "P-256", x: key.subarray(0, 32).toString("base64url"),
    y: key.subarray(32).toString("base64url") };
  return verify("sha256", message, { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64"));
}

let key = Buffer.concat([hex(v.firstX), hex(v.firstY)]);
let previous = Buffer.alloc(32);
let since = 0n;
v.rotations.forEach((record, i) => {
  const bytes = Buffer.from(record.rotation, "base64");
  const part = (from, length) => bytes.subarray(from, from + length);
  if (bytes.length !== 195 || part(0, 7).toString("latin1") !== "PWROTA\x01") fail(`rotation ${i + 1}: no rotation`);
  if (!part(7, 16).equals(hex(v.gateway))) fail(`rotation ${i + 1}: of another gateway`);
  if (bytes.readUInt32BE(23) !== i + 1) fail(`rotation ${i + 1}: number ${bytes.readUInt32BE(23)}`);
  if (!part(27, 64).equals(key)) fail(`rotation ${i + 1}: another key before it`);
  if (bytes.readBigUInt64BE(155) <= since) fail(`rotation ${i + 1}: not later`);
  if (!part(163, 32).equals(previous)) fail(`rotation ${i + 1}: does not point at the one before`);
  const next = part(91, 64);
  if (!signed(key, bytes, record.signatureBefore)) fail(`rotation ${i + 1}: not signed by the old key`);
  if (!signed(next, bytes, record.signatureAfter)) fail(`rotation ${i + 1}: not signed by the new key`);
  if (signed(next, bytes, record.signatureBefore)) fail(`rotation ${i + 1}: anything verifies`);
  key = next;
  since = bytes.readBigUInt64BE(155);
  previous = createHash("sha256").update(bytes).digest();
});
if (!key.subarray(0, 32).equals(hex(v.newestX))) fail("the newest key is another");
console.log("the history is whole");
