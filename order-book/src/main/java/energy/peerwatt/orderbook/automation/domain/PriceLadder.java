package energy.peerwatt.orderbook.automation.domain;

import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.book.domain.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A limit that moves from one price to another in even steps while its window lasts: a seller who begins high and comes
 * down, or a buyer who begins low and goes up. The first step holds from the start of the window, the last from one
 * interval before its end.
 */
public final class PriceLadder {
    private final Price from;
    private final Price to;
    private final Duration every;
    private final Price tick;
    private final int steps;

    private PriceLadder(Price from, Price to, Duration every, Price tick, int steps) {
        this.from = from;
        this.to = to;
        this.every = every;
        this.tick = tick;
        this.steps = steps;
    }

    /** A ladder, or all reasons why there is none. */
    public sealed interface Checked {
        record Fine(PriceLadder ladder) implements Checked {}

        record Wrong(List<Violation> violations) implements Checked {
            public Wrong {
                violations = List.copyOf(violations);
            }
        }
    }

    /**
     * @param window whole seconds, a multiple of {@code every}
     * @param every how long a step holds
     * @param tick of the market; both prices lie on it
     */
    public static Checked of(Price from, Price to, Duration window, Duration every, Price tick) {
        List<Violation> violations = new ArrayList<>();
        requireOnTick("from", from, tick, violations);
        requireOnTick("to", to, tick, violations);
        requireTime("window", window, violations);
        requireTime("every", every, violations);
        if (isTime(window) && isTime(every)) {
            requireSteps(window, every, violations);
        }
        return violations.isEmpty()
                ? new Checked.Fine(new PriceLadder(from, to, every, tick, Math.toIntExact(window.dividedBy(every))))
                : new Checked.Wrong(violations);
    }

    private static void requireOnTick(String field, Price price, Price tick, List<Violation> violations) {
        if (price.microPerKwh() % tick.microPerKwh() != 0) {
            violations.add(new Violation("off-tick", field, field + " is no multiple of " + tick + ": " + price));
        }
    }

    private static void requireTime(String field, Duration time, List<Violation> violations) {
        if (!isTime(time)) {
            violations.add(
                    new Violation("malformed", field, field + " must be whole seconds, 1 second to 1 day: " + time));
        }
    }

    private static boolean isTime(Duration time) {
        return time.compareTo(Duration.ofSeconds(1)) >= 0
                && time.getNano() == 0
                && time.compareTo(Duration.ofDays(1)) <= 0;
    }

    private static void requireSteps(Duration window, Duration every, List<Violation> violations) {
        if (window.toSeconds() % every.toSeconds() != 0 || window.compareTo(every.multipliedBy(2)) < 0) {
            violations.add(new Violation(
                    "steps", "every", "the window must be two or more whole steps of " + every + ": " + window));
        }
    }

    /** All limits, in the order they hold. */
    public List<Price> limits() {
        return LongStream.range(0, steps).mapToObj(this::step).toList();
    }

    /** The limit at {@code now} of a ladder whose window began then; before it the first, after it the last. */
    public Price at(Instant start, Instant now) {
        long step = Math.floorDiv(Duration.between(start, now).toSeconds(), every.toSeconds());
        return step(Math.clamp(step, 0, steps - 1));
    }

    /** On the tick, in the household's favour: rather nearer to where the ladder begins. */
    private Price step(long index) {
        long ticks = (to.microPerKwh() - from.microPerKwh()) / tick.microPerKwh();
        return Price.ofMicroPerKwh(from.microPerKwh() + ticks * index / (steps - 1) * tick.microPerKwh());
    }
}
