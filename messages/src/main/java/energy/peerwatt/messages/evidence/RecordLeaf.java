package energy.peerwatt.messages.evidence;

import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;

/**
 * One record of a batch as a leaf of its Merkle tree: {@code keccak256(keccak256(abi.encode(salt, batch, index, slot,
 * payer, payee, wh, price, bidHash, askHash, readingsRoot)))}, the leaf rule of OpenZeppelin's StandardMerkleTree.
 *
 * @param salt 32 random bytes; deleting them makes the leaf meaningless (erasure)
 * @param index position in the packed data, padding not counted, from 0
 * @param slot slot number, start / 300 s
 * @param payer account index that pays energy x price
 * @param payee account index that receives it
 * @param bidHash leaf hash of the buyer's order
 * @param askHash leaf hash of the seller's order; {@link Hash32#ZERO} in a fee record
 * @param readingsRoot see docs/evidence.md: the seals that the settled quantity rests on
 */
public record RecordLeaf(
        Hash32 salt,
        long batch,
        int index,
        long slot,
        int payer,
        int payee,
        Energy energy,
        Price price,
        Hash32 bidHash,
        Hash32 askHash,
        Hash32 readingsRoot) {

    public Hash32 hash() {
        byte[] encoded = new AbiWords()
                .hash(salt)
                .number(batch)
                .number(index)
                .number(slot)
                .number(payer)
                .number(payee)
                .number(energy.wattHours())
                .number(price.microPerKwh())
                .hash(bidHash)
                .hash(askHash)
                .hash(readingsRoot)
                .toBytes();
        return Hash32.of(Hashing.keccak256(Hashing.keccak256(encoded)));
    }
}
