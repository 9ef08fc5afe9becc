package energy.peerwatt.messages.quantity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An amount of money in nano-currency (10^-9). Overflow is an {@link ArithmeticException}, never a wrong sum. */
public record Money(@JsonValue long nano) implements Comparable<Money> {
    public static final Money ZERO = new Money(0);

    @JsonCreator
    public Money {}

    public static Money ofNano(long nano) {
        return new Money(nano);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(nano, other.nano));
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(nano, other.nano));
    }

    public Money negated() {
        return new Money(Math.negateExact(nano));
    }

    public boolean isNegative() {
        return nano < 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(nano, other.nano);
    }

    @Override
    public String toString() {
        return nano + " nano";
    }
}
