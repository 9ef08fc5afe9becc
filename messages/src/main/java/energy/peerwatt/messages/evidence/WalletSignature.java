package energy.peerwatt.messages.evidence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A signature of a wallet, r | s | v with v 27 or 28, written as 0x and 130 lower-case hex digits. */
public record WalletSignature(@JsonValue String hex) {
    public static final int LENGTH = 65;
    private static final Pattern FORM = Pattern.compile("0x[0-9a-f]{128}1[bc]");

    /** @throws IllegalArgumentException if it is not of this form */
    @JsonCreator
    public WalletSignature {
        if (hex == null || !FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "a signature is 0x and 130 lower-case hex digits, r, s and v, with v 1b or 1c: " + hex);
        }
    }

    public static WalletSignature of(byte[] bytes) {
        return new WalletSignature("0x" + HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex, 2, hex.length());
    }

    @Override
    public String toString() {
        return hex;
    }
}
