package energy.peerwatt.verifier.market.tree;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.verifier.evidence.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decides between plans that are equal in everything that counts, by numbers that nobody can choose. */
public record Ties(Hash32 bookHash) {
    private static final int BYTES = 5;

    /** Above every weight. */
    static final BigInteger ABOVE = BigInteger.ONE.shiftLeft(8 * BYTES);

    /** The first five bytes of Keccak-256(book hash | name). */
    long weight(String name) {
        byte[] hash = Keccak.of(bookHash.bytes(), name.getBytes(StandardCharsets.UTF_8));
        return new BigInteger(1, Arrays.copyOf(hash, BYTES)).longValueExact();
    }
}
