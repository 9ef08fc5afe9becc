package energy.peerwatt.verifier.evidence;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SortedMap;

/**
 * The bytes behind a reward root.
 *
 * @param token 0x and 40 hex digits
 * @param cumulative nano-WATT by wallet
 */
public record RewardBytes(
        CommunityId community,
        long epoch,
        GridEventId event,
        Hash32 responseHash,
        String token,
        SortedMap<String, Long> cumulative) {
    public Hash32 dataHash() {
        ByteBuffer out = ByteBuffer.allocate(103 + 28 * cumulative.size())
                .put("PWRWRD".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .putLong(community.value().getMostSignificantBits())
                .putLong(community.value().getLeastSignificantBits())
                .putLong(epoch)
                .putLong(event.value().getMostSignificantBits())
                .putLong(event.value().getLeastSignificantBits())
                .put(responseHash.bytes())
                .put(address(token))
                .putInt(cumulative.size());
        cumulative.forEach((wallet, nano) -> out.put(address(wallet)).putLong(nano));
        return Keccak.hash(out.array());
    }

    public Hash32 root() {
        return RecordTree.root(cumulative.entrySet().stream()
                .map(entry -> Keccak.of(Keccak.of(new Words()
                        .right(address(entry.getKey()))
                        .right(address(token))
                        .number(entry.getValue())
                        .toBytes())))
                .toList());
    }

    public long total() {
        return cumulative.values().stream().reduce(0L, Math::addExact);
    }

    private static byte[] address(String hex) {
        if (!hex.matches("0x[0-9a-f]{40}")) {
            throw new IllegalArgumentException("no address in lower case: " + hex);
        }
        return HexFormat.of().parseHex(hex, 2, 42);
    }
}
