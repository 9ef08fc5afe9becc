package energy.peerwatt.messages.evidence;

import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What every wallet earned up to and with one demand-response event. Its root is posted on chain together with the hash
 * of these bytes, big-endian:
 *
 * <pre>"PWRWRD" | version u8 = 1 | community 16 | epoch u64 | event 16 | responseHash 32 | token 20 | count u32 |
 * count x (wallet 20 | cumulative u64)</pre>
 *
 * @param epoch counts a community's roots from 1
 * @param event that this epoch adds
 * @param responseHash Keccak-256 of the canonical JSON of the event's verified response
 * @param token address of the reward token, 0x and 40 lower-case hex digits
 * @param lines ascending by wallet, each once
 */
public record RewardEpoch(
        CommunityId community, long epoch, GridEventId event, Hash32 responseHash, String token, List<Line> lines) {
    public static final int VERSION = 1;
    private static final byte[] TAG = "PWRWRD".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD_LENGTH = 6 + 1 + 16 + 8 + 16 + 32 + 20 + 4;
    private static final int LINE_LENGTH = 20 + 8;
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");

    /** @param cumulative all the wallet ever earned */
    public record Line(String wallet, TokenAmount cumulative) {
        public Line {
            requireAddress(wallet);
        }
    }

    public RewardEpoch {
        requireAddress(token);
        lines = List.copyOf(lines);
        if (epoch < 1 || lines.isEmpty()) {
            throw new IllegalArgumentException("epochs count from 1 and reward somebody: " + epoch);
        }
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i - 1).wallet().compareTo(lines.get(i).wallet()) >= 0) {
                throw new IllegalArgumentException(
                        "wallets must ascend: " + lines.get(i).wallet());
            }
        }
    }

    /** Sum over all wallets: what can have been claimed at most. */
    public TokenAmount total() {
        return lines.stream().map(Line::cumulative).reduce(TokenAmount.ZERO, TokenAmount::plus);
    }

    public KeccakTree tree() {
        return KeccakTree.of(lines.stream()
                .map(line -> new RewardLeaf(line.wallet(), token, line.cumulative()).hash())
                .toList());
    }

    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(HEAD_LENGTH + lines.size() * LINE_LENGTH)
                .put(TAG)
                .put((byte) VERSION)
                .put(community.bytes())
                .putLong(epoch)
                .put(event.bytes())
                .put(responseHash.bytes())
                .put(address(token))
                .putInt(lines.size());
        lines.forEach(line ->
                out.put(address(line.wallet())).putLong(line.cumulative().nano()));
        return out.array();
    }

    public Hash32 dataHash() {
        return Hash32.of(Hashing.keccak256(encode()));
    }

    private static byte[] address(String hex) {
        return HexFormat.of().parseHex(hex, 2, hex.length());
    }

    private static void requireAddress(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            throw new IllegalArgumentException("an address is 0x and 40 lower-case hex digits: " + text);
        }
    }
}
