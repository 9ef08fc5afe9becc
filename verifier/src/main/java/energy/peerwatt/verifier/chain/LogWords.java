package energy.peerwatt.verifier.chain;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.verifier.CannotRun;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/**
 * An event of a contract: its indexed words, then those of its data, counted on from 0.
 *
 * @param words without the topic that names the event
 */
record LogWords(String event, long block, Hash32 transaction, byte[] words) {
    static LogWords of(JsonNode log) throws CannotRun {
        try {
            StringBuilder words = new StringBuilder();
            for (int i = 1; i < log.get("topics").size(); i++) {
                words.append(hexDigits(log.get("topics").get(i)));
            }
            words.append(hexDigits(log.get("data")));
            return new LogWords(
                    log.get("topics").get(0).asText().toLowerCase(Locale.ROOT),
                    quantity(log.get("blockNumber")),
                    new Hash32(log.get("transactionHash").asText().toLowerCase(Locale.ROOT)),
                    HexFormat.of().parseHex(words));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new CannotRun("the node gave a log that cannot be read: " + log, e);
        }
    }

    static long quantity(JsonNode hex) {
        return Long.parseLong(hex.asText().substring(2), 16);
    }

    private static String hexDigits(JsonNode hex) {
        return hex.asText().substring(2);
    }

    /** A number below 2^63. */
    long number(int word) {
        return integer(word).longValueExact();
    }

    BigInteger integer(int word) {
        return new BigInteger(1, words, word * 32, 32);
    }

    Hash32 hash(int word) {
        return Hash32.of(range(word, 1));
    }

    /** A bytes16. */
    UUID id(int word) {
        ByteBuffer at = ByteBuffer.wrap(words, word * 32, 16);
        return new UUID(at.getLong(), at.getLong());
    }

    /** 0x and 40 lower-case hex digits. */
    String address(int word) {
        return "0x" + HexFormat.of().formatHex(words, word * 32 + 12, word * 32 + 32);
    }

    byte[] range(int word, int count) {
        byte[] range = new byte[count * 32];
        ByteBuffer.wrap(words, word * 32, range.length).get(range);
        return range;
    }
}
