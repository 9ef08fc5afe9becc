package energy.peerwatt.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Measured values of one kind, in the order in which they were taken. */
public final class Samples {
    private double[] values = {};

    public void add(double value) {
        values = Arrays.copyOf(values, values.length + 1);
        values[values.length - 1] = value;
    }

    /** The middle one; of an even number the upper of the two. */
    public double median() {
        return sorted()[values.length / 2];
    }

    public double lowest() {
        return sorted()[0];
    }

    public double highest() {
        return sorted()[values.length - 1];
    }

    /** {@code 2.05 (1.98-2.11)}: median, lowest, highest. */
    public String summary(int decimals) {
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + "-" + number + ")", median(), lowest(), highest());
    }

    /** The ratios of two series that were taken pair by pair. */
    public Samples dividedBy(Samples other) {
        Samples ratios = new Samples();
        for (int i = 0; i < values.length; i++) {
            ratios.add(values[i] / other.values[i]);
        }
        return ratios;
    }

    private double[] sorted() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
