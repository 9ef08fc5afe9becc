package energy.peerwatt.messages.quantity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An amount of the reward token in nano-WATT (10^-9 WATT, the token's base unit on chain), never negative. Overflow is an
 * {@link ArithmeticException}.
 */
public record TokenAmount(@JsonValue long nano) implements Comparable<TokenAmount> {
    public static final TokenAmount ZERO = new TokenAmount(0);

    /** A thousand million WATT: the token's contract never mints more, and takes no reward root with a higher total. */
    public static final TokenAmount CAP = new TokenAmount(1_000_000_000L * 1_000_000_000L);

    @JsonCreator
    public TokenAmount {
        if (nano < 0) {
            throw new IllegalArgumentException("token amount is negative: " + nano + " nano-WATT");
        }
    }

    public static TokenAmount ofNano(long nano) {
        return new TokenAmount(nano);
    }

    public TokenAmount plus(TokenAmount other) {
        return new TokenAmount(Math.addExact(nano, other.nano));
    }

    @Override
    public int compareTo(TokenAmount other) {
        return Long.compare(nano, other.nano);
    }

    @Override
    public String toString() {
        return nano + " nano-WATT";
    }
}
