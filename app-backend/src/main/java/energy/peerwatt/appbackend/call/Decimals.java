package energy.peerwatt.appbackend.call;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as people write them, with a point or a comma. */
final class Decimals {
    static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    /** Written out: with an exponent a few characters can be a number of a thousand million digits. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,20}([.,][0-9]{1,20})?");

    private Decimals() {}

    /**
     * The number in units of so many to one, if it is at least 0, at most {@link #MOST}, and then whole.
     *
     * @param unit such as 1000 for W where kW are written
     */
    static Optional<Long> whole(String text, BigDecimal unit) {
        String written = text.strip();
        if (!NUMBER.matcher(written).matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(written.replace(',', '.'));
        if (number.signum() < 0 || number.compareTo(MOST) > 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    number.multiply(unit).setScale(0, RoundingMode.UNNECESSARY).longValueExact());
        } catch (ArithmeticException tooFine) {
            return Optional.empty();
        }
    }
}
