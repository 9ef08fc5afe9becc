package energy.peerwatt.verifier.evidence;

import energy.peerwatt.messages.evidence.Hash32;
import java.util.Comparator;

/**
 * A record that a batch must hold, recomputed: {@code payer} owes {@code payee} {@code wh x price} nano-currency.
 *
 * @param slot slot number, start / 300 s
 * @param price micro-currency per kWh
 * @param bidHash leaf hash of the buyer's order
 * @param askHash leaf hash of the seller's order, zero for a fee
 */
public record Entry(
        long slot, long price, int payer, int payee, long wh, Hash32 bidHash, Hash32 askHash, Hash32 readingsRoot) {
    /** The order of packed data; records equal in it are told apart by their order hashes only to compare them. */
    public static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::slot)
            .thenComparingLong(Entry::price)
            .thenComparingInt(Entry::payer)
            .thenComparingInt(Entry::payee)
            .thenComparingLong(Entry::wh)
            .thenComparing(Entry::bidHash)
            .thenComparing(Entry::askHash);

    public long amount() {
        return Math.multiplyExact(price, wh);
    }

    /** The leaf of this record at {@code index} of batch {@code number}: hashed twice. */
    public byte[] leafHash(Hash32 salt, long number, int index) {
        byte[] words = new Words()
                .bytes(salt.bytes())
                .number(number)
                .number(index)
                .number(slot)
                .number(payer)
                .number(payee)
                .number(wh)
                .number(price)
                .bytes(bidHash.bytes())
                .bytes(askHash.bytes())
                .bytes(readingsRoot.bytes())
                .toBytes();
        return Keccak.of(Keccak.of(words));
    }
}
