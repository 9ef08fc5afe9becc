package energy.peerwatt.messages.evidence.book;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.id.Uuids;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.bouncycastle.crypto.digests.KeccakDigest;

/**
 * The ids of a book's fills: version 8 UUIDs of Keccak-256(bookHash | index u32). A book has as many as fills, so nothing
 * is made anew for each but the id. Not thread-safe.
 */
public final class TradeIds {
    private static final VarHandle NUMBER = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int HASH_BITS = 256;
    private static final int HASH_BYTES = HASH_BITS / Byte.SIZE;

    private final KeccakDigest keccak = new KeccakDigest(HASH_BITS);
    private final byte[] named = new byte[HASH_BYTES + Integer.BYTES];
    private final byte[] hash = new byte[HASH_BYTES];

    public TradeIds(Hash32 bookHash) {
        System.arraycopy(bookHash.bytes(), 0, named, 0, HASH_BYTES);
    }

    /** The id of the fill at {@code index}. */
    public TradeId of(int index) {
        NUMBER.set(named, HASH_BYTES, index);
        keccak.update(named, 0, named.length);
        keccak.doFinal(hash, 0);
        return new TradeId(Uuids.version8(hash));
    }
}
