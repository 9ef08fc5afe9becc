package energy.peerwatt.metergateway.reading.domain;

import energy.peerwatt.messages.quantity.Energy;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the counters showed at boundaries at which nobody read them. Between two moments at which they are known, the
 * energy is spread evenly over time; whole watt-hours go by largest remainder, the earlier stretch first where remainders
 * are equal. The known moments are the reads before and after the gap and the telemetry between them, so nothing is ever
 * added or lost.
 */
public final class MissedBoundaries {
    private MissedBoundaries() {}

    /**
     * @param before the last sealed registers
     * @param telemetry registers in the local log; those that do not lie between both ends are left out
     * @param after the registers read now
     * @param missed ascending, after {@code before} and before {@code after}
     * @return the registers at each missed boundary, in order
     */
    public static List<Registers> fill(
            Registers before, List<Registers> telemetry, Registers after, List<Instant> missed) {
        List<Registers> known = known(before, telemetry, after);
        List<Registers> filled = new ArrayList<>();
        int gap = 0;
        int from = 0;
        while (from < missed.size()) {
            while (known.get(gap + 1).at().isBefore(missed.get(from))) {
                gap++;
            }
            Registers left = known.get(gap);
            Registers right = known.get(gap + 1);
            int to = from;
            while (to < missed.size() && !missed.get(to).isAfter(right.at())) {
                to++;
            }
            filled.addAll(within(left, right, missed.subList(from, to)));
            from = to;
        }
        return filled;
    }

    private static List<Registers> known(Registers before, List<Registers> telemetry, Registers after) {
        List<Registers> known = new ArrayList<>();
        known.add(before);
        telemetry.stream().sorted(Comparator.comparing(Registers::at)).forEach(sample -> {
            if (sample.follows(known.getLast()) && after.follows(sample)) {
                known.add(sample);
            }
        });
        known.add(after);
        return known;
    }

    private static List<Registers> within(Registers left, Registers right, List<Instant> moments) {
        List<Long> stretches = new ArrayList<>();
        Instant from = left.at();
        for (Instant moment : moments) {
            stretches.add(Duration.between(from, moment).toMillis());
            from = moment;
        }
        stretches.add(Duration.between(from, right.at()).toMillis());
        List<Long> imported = spread(right.imported().minus(left.imported()).wattHours(), stretches);
        List<Long> exported = spread(right.exported().minus(left.exported()).wattHours(), stretches);
        List<Registers> filled = new ArrayList<>();
        Registers at = left;
        for (int i = 0; i < moments.size(); i++) {
            at = new Registers(
                    moments.get(i),
                    at.imported().plus(Energy.ofWattHours(imported.get(i))),
                    at.exported().plus(Energy.ofWattHours(exported.get(i))));
            filled.add(at);
        }
        return filled;
    }

    /** Shares of a total by weight, whole, by largest remainder; without any weight everything goes to the last. */
    static List<Long> spread(long total, List<Long> weights) {
        BigInteger sum =
                BigInteger.valueOf(weights.stream().mapToLong(Long::longValue).sum());
        if (sum.signum() == 0) {
            List<Long> shares = new ArrayList<>(Collections.nCopies(weights.size() - 1, 0L));
            shares.add(total);
            return shares;
        }
        List<Long> shares = new ArrayList<>();
        List<BigInteger> remainders = new ArrayList<>();
        long given = 0;
        for (long weight : weights) {
            BigInteger[] parts = BigInteger.valueOf(total)
                    .multiply(BigInteger.valueOf(weight))
                    .divideAndRemainder(sum);
            shares.add(parts[0].longValueExact());
            remainders.add(parts[1]);
            given += parts[0].longValueExact();
        }
        IntStream.range(0, weights.size())
                .boxed()
                .sorted(Comparator.<Integer, BigInteger>comparing(remainders::get)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(total - given)
                .forEach(i -> shares.set(i, shares.get(i) + 1));
        return shares;
    }
}
