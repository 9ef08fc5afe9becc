package energy.peerwatt.verifier.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.verifier.Difference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line of a bundle's file with its place.
 *
 * @param number from 1
 * @param raw the JSON exactly as published
 * @param value the same, typed and complete
 */
public record Line<T>(String file, int number, JsonNode raw, T value) {
    public Difference difference(String where, String what, @Nullable Object expected, @Nullable Object found) {
        return new Difference(file, number, where, what, expected, found);
    }

    /** @throws Difference unless both are equal */
    public void same(String where, String what, @Nullable Object expected, @Nullable Object found) throws Difference {
        if (!Objects.equals(expected, found)) {
            throw difference(where, what, expected, found);
        }
    }

    /** @throws Difference naming the rule, unless it holds */
    public void holds(boolean holds, String where, String rule, @Nullable Object found) throws Difference {
        if (!holds) {
            throw difference(where, rule, "true", found);
        }
    }

    /** A part of the checks of one line. */
    @FunctionalInterface
    public interface Check {
        void run() throws Difference;
    }

    /** Runs a check; a value that no rule can work with (too large, not hex, not on the curve) is a difference too. */
    public void check(String where, Check check) throws Difference {
        try {
            check.run();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw difference(where, "values", "values that can be recomputed", e.getMessage());
        }
    }
}
