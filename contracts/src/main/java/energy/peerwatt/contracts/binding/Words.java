package energy.peerwatt.contracts.binding;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.messages.evidence.Hash32;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** Reads what a contract returned or said, one 32-byte word after the other. */
final class Words {
    private static final int WORD = 32;

    private final ByteBuffer words;

    Words(byte[] bytes) {
        if (bytes.length % WORD != 0) {
            throw new IllegalArgumentException("not a row of words: " + bytes.length + " bytes");
        }
        this.words = ByteBuffer.wrap(bytes);
    }

    Words(Hash32 topic) {
        this(topic.bytes());
    }

    /** @throws ArithmeticException above 2^63 - 1 */
    long number() {
        return big().longValueExact();
    }

    int small() {
        return big().intValueExact();
    }

    BigInteger big() {
        return new BigInteger(1, next());
    }

    boolean flag() {
        return big().signum() != 0;
    }

    Instant time() {
        return Instant.ofEpochSecond(number());
    }

    Hash32 hash() {
        return Hash32.of(next());
    }

    Address address() {
        return Address.of(Arrays.copyOfRange(next(), WORD - 20, WORD));
    }

    /** bytes16, which hold the ids. */
    UUID id() {
        ByteBuffer word = ByteBuffer.wrap(next());
        return new UUID(word.getLong(), word.getLong());
    }

    private byte[] next() {
        if (words.remaining() < WORD) {
            throw new IllegalArgumentException("the contract gave fewer words than expected");
        }
        byte[] word = new byte[WORD];
        words.get(word);
        return word;
    }
}
