package energy.peerwatt.gridservice.baseline.domain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** NET10-v1 written down once more, straight from the text, in decimals. */
final class NaiveNet10 {
    private NaiveNet10() {}

    record Answer(List<BigDecimal> slots, BigDecimal adjustment, BigDecimal deadBand) {}

    /** Null where there are too few days. */
    static Answer of(BaselineInputs inputs) {
        List<LikeDay> taken = new ArrayList<>();
        for (LikeDay day : inputs.likeDays()) {
            boolean enough = BigDecimal.valueOf(day.present())
                            .divide(BigDecimal.valueOf(day.slots()), MathContext.DECIMAL64)
                            .compareTo(new BigDecimal("0.95"))
                    >= 0;
            if (enough && !day.window().contains(null) && taken.size() < (inputs.workday() ? 10 : 4)) {
                taken.add(day);
            }
        }
        if (taken.size() < (inputs.workday() ? 5 : 3)) {
            return null;
        }
        List<BigDecimal> means = new ArrayList<>();
        BigDecimal sumOfSizes = BigDecimal.ZERO;
        for (int i = 0; i < inputs.measured().size(); i++) {
            int slot = i;
            BigDecimal mean =
                    mean(taken.stream().map(day -> day.window().get(slot)).toList());
            means.add(mean);
            sumOfSizes = sumOfSizes.add(mean.abs());
        }
        BigDecimal size = sumOfSizes.divide(BigDecimal.valueOf(means.size()), MathContext.DECIMAL128);
        BigDecimal least = new BigDecimal("0.25")
                .multiply(BigDecimal.valueOf(inputs.slotSeconds()))
                .divide(new BigDecimal("3.6"), MathContext.DECIMAL128);
        BigDecimal cap = new BigDecimal("0.20").multiply(size.max(least)).setScale(0, RoundingMode.DOWN);
        BigDecimal adjustment = adjustment(inputs, taken, cap);
        return new Answer(means.stream().map(mean -> mean.add(adjustment)).toList(), adjustment, deadBand(taken));
    }

    private static BigDecimal adjustment(BaselineInputs inputs, List<LikeDay> taken, BigDecimal cap) {
        List<Long> differences = new ArrayList<>();
        boolean missing = false;
        for (int i = 0; i < inputs.adjustment().size(); i++) {
            int slot = i;
            List<Long> usual =
                    taken.stream().map(day -> day.adjustment().get(slot)).toList();
            if (inputs.adjustment().get(i) == null || usual.contains(null)) {
                missing = true;
            } else {
                differences.add(inputs.adjustment().get(i) - mean(usual).longValueExact());
            }
        }
        if (inputs.adjustment().size() < 8 || differences.isEmpty()) {
            return BigDecimal.ZERO;
        }
        BigDecimal clipped = mean(differences).min(cap).max(cap.negate());
        return missing ? clipped.min(BigDecimal.ZERO) : clipped;
    }

    /** Leaves each day out in turn. */
    private static BigDecimal deadBand(List<LikeDay> taken) {
        BigDecimal squares = BigDecimal.ZERO;
        for (LikeDay left : taken) {
            BigDecimal others = BigDecimal.ZERO;
            for (LikeDay day : taken) {
                others = day == left ? others : others.add(sum(day));
            }
            BigDecimal error = others.divide(BigDecimal.valueOf(taken.size() - 1L), MathContext.DECIMAL128)
                    .subtract(sum(left));
            squares = squares.add(error.multiply(error));
        }
        BigDecimal sigma = squares.divide(BigDecimal.valueOf(taken.size() - 1L), MathContext.DECIMAL128)
                .sqrt(MathContext.DECIMAL64);
        return sigma.divide(BigDecimal.TWO, MathContext.DECIMAL64).max(BigDecimal.valueOf(50));
    }

    private static BigDecimal sum(LikeDay day) {
        return BigDecimal.valueOf(day.window().stream()
                .mapToLong(value -> Objects.requireNonNull(value))
                .sum());
    }

    private static BigDecimal mean(List<Long> values) {
        return BigDecimal.valueOf(values.stream().mapToLong(Long::longValue).sum())
                .divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL128)
                .setScale(0, RoundingMode.HALF_EVEN);
    }
}
