package energy.peerwatt.contracts.chain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Of an account or contract: 0x and 40 lower-case hex digits. */
public record Address(@JsonValue String hex) {
    private static final Pattern FORM = Pattern.compile("0x[0-9a-f]{40}");
    public static final Address ZERO = new Address("0x" + "0".repeat(40));

    @JsonCreator
    public Address {
        if (hex == null || !FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("an address is 0x and 40 lower-case hex digits: " + hex);
        }
    }

    /** Also takes the mixed case that wallets print. */
    public static Address of(String hex) {
        return new Address(hex.toLowerCase(Locale.ROOT));
    }

    public static Address of(byte[] bytes) {
        return new Address("0x" + HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex, 2, hex.length());
    }

    @Override
    public String toString() {
        return hex;
    }
}
