package energy.peerwatt.contracts.binding;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.messages.evidence.Hash32;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Arguments of a call as the ABI lays them out: one word each, numbers right-aligned, bytesN left-aligned; {@code bytes}
 * and lists stand behind all words and are pointed at. The contracts take static structs, which are their fields in a row.
 */
final class Arguments {
    private static final int WORD = 32;

    private final byte[] prefix;
    private final List<byte[]> heads = new ArrayList<>();
    private final List<Tail> tails = new ArrayList<>();

    /** @param length as the ABI counts it: bytes, or words of a list */
    private record Tail(int head, int length, byte[] content) {}

    Arguments(byte[] prefix) {
        this.prefix = prefix;
    }

    Arguments number(long unsigned) {
        return number(new BigInteger(Long.toUnsignedString(unsigned)));
    }

    Arguments number(BigInteger unsigned) {
        byte[] bytes = unsigned.toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        int length = bytes.length - from;
        if (unsigned.signum() < 0 || length > WORD) {
            throw new IllegalArgumentException("does not fit an unsigned word: " + unsigned);
        }
        byte[] word = new byte[WORD];
        System.arraycopy(bytes, from, word, WORD - length, length);
        heads.add(word);
        return this;
    }

    Arguments address(Address address) {
        return number(new BigInteger(1, address.bytes()));
    }

    Arguments hash(Hash32 hash) {
        heads.add(hash.bytes());
        return this;
    }

    /** bytes1 to bytes32. */
    Arguments fixed(byte[] bytes) {
        byte[] word = new byte[WORD];
        System.arraycopy(bytes, 0, word, 0, bytes.length);
        heads.add(word);
        return this;
    }

    /** Words that were laid out elsewhere. */
    Arguments words(byte[] words) {
        for (int at = 0; at < words.length; at += WORD) {
            byte[] word = new byte[WORD];
            System.arraycopy(words, at, word, 0, WORD);
            heads.add(word);
        }
        return this;
    }

    /** bytes of any length. */
    Arguments bytes(byte[] content) {
        tails.add(new Tail(heads.size(), content.length, content));
        heads.add(new byte[WORD]);
        return this;
    }

    /** bytes32[]. */
    Arguments hashes(List<Hash32> hashes) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        hashes.forEach(hash -> content.writeBytes(hash.bytes()));
        tails.add(new Tail(heads.size(), hashes.size(), content.toByteArray()));
        heads.add(new byte[WORD]);
        return this;
    }

    byte[] encode() {
        ByteArrayOutputStream behind = new ByteArrayOutputStream();
        List<byte[]> words = new ArrayList<>(heads);
        for (Tail tail : tails) {
            words.set(tail.head(), word(heads.size() * WORD + behind.size()));
            behind.writeBytes(word(tail.length()));
            behind.writeBytes(tail.content());
            behind.writeBytes(new byte[(WORD - tail.content().length % WORD) % WORD]);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(prefix);
        words.forEach(out::writeBytes);
        out.writeBytes(behind.toByteArray());
        return out.toByteArray();
    }

    ContractCall to(Address contract) {
        return new ContractCall(contract, encode());
    }

    private static byte[] word(int value) {
        return new Arguments(new byte[0]).number(value).heads.getFirst();
    }
}
