package energy.peerwatt.benchmarks;

import java.util.Objects;

/** A measured run computed something else than it should have. */
public final class WrongResult extends RuntimeException {
    private static final long serialVersionUID = 1;

    private WrongResult(String message) {
        super(message);
    }

    public static void unlessEqual(String what, Object expected, Object actual) {
        unless(Objects.equals(expected, actual), what + " should be " + expected + " and is " + actual);
    }

    public static void unless(boolean right, String message) {
        if (!right) {
            throw new WrongResult(message);
        }
    }
}
