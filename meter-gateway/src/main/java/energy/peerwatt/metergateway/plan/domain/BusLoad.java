package energy.peerwatt.metergateway.plan.domain;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of a bus, and whether more fits. A bus that is taken up to seven tenths can still let a set-point or a slot
 * boundary go first and keep every deadline.
 *
 * @param demands what it has to carry already
 */
public record BusLoad(List<Demand> demands) {
    /** The most that may be taken up. */
    public static final int MOST_PERMILLE = 700;

    public static final BusLoad NONE = new BusLoad(List.of());

    private static final int PERMILLE = 1000;

    public BusLoad {
        demands = List.copyOf(demands);
    }

    /**
     * @param what in words for people
     * @param wire how long the bus is taken up each time
     * @param period from one time to the next
     */
    public record Demand(String what, Duration wire, Duration period) {
        public Demand {
            if (wire.isNegative() || period.isNegative() || period.isZero()) {
                throw new IllegalArgumentException(what + " needs " + wire + " every " + period);
            }
        }

        /** Of the bus, in thousandths, rounded up. */
        public long permille() {
            return Math.ceilDiv(wire.toNanos() * PERMILLE, period.toNanos());
        }
    }

    public long permille() {
        return demands.stream().mapToLong(Demand::permille).sum();
    }

    public BusLoad and(Demand more) {
        List<Demand> all = new ArrayList<>(demands);
        all.add(more);
        return new BusLoad(all);
    }

    /** Why one more demand does not fit, with the numbers; empty if it does. */
    public Optional<String> refusal(Demand more) {
        long sum = permille() + more.permille();
        if (sum <= MOST_PERMILLE) {
            return Optional.empty();
        }
        return Optional.of(
                "%s needs %d ms every %s ms, which is %s %% of the bus; with the %s %% that %d others need that is"
                                .formatted(
                                        more.what(),
                                        more.wire().toMillis(),
                                        more.period().toMillis(),
                                        percent(more.permille()),
                                        percent(permille()),
                                        demands.size())
                        + " %s %%, and %s %% is the most".formatted(percent(sum), percent(MOST_PERMILLE)));
    }

    private static String percent(long permille) {
        return BigDecimal.valueOf(permille, 1).toPlainString();
    }
}
