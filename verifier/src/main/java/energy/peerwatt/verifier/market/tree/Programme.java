package energy.peerwatt.verifier.market.tree;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A linear programme in whole numbers over variables of at least 0: the most value within rows of factors and bounds.
 * All numbers of the table are over one denominator, so none is ever rounded.
 */
final class Programme {
    private static final int MOST_STEPS = 100_000;

    /** Rows of factors with their bound at the end; the last row is that of the value. */
    private final List<BigInteger[]> table;

    private final List<Integer> inPlan;
    private final int[] out;
    private final Work work;
    private BigInteger denominator;
    private int names;

    /** @param work is counted up by this one and all that are made of it */
    Programme(BigInteger[] value, List<long[]> factors, List<Long> bounds, Work work) {
        this.work = work;
        table = new ArrayList<>();
        inPlan = new ArrayList<>();
        out = new int[value.length];
        Arrays.setAll(out, j -> j);
        names = value.length;
        denominator = BigInteger.ONE;
        for (int i = 0; i < factors.size(); i++) {
            BigInteger[] row = new BigInteger[value.length + 1];
            for (int j = 0; j < value.length; j++) {
                row[j] = BigInteger.valueOf(factors.get(i)[j]);
            }
            row[value.length] = BigInteger.valueOf(bounds.get(i));
            table.add(row);
            inPlan.add(names++);
        }
        BigInteger[] last = new BigInteger[value.length + 1];
        for (int j = 0; j < value.length; j++) {
            last[j] = value[j].negate();
        }
        last[value.length] = BigInteger.ZERO;
        table.add(last);
    }

    private Programme(Programme other) {
        work = other.work;
        table = new ArrayList<>();
        other.table.forEach(row -> table.add(row.clone()));
        inPlan = new ArrayList<>(other.inPlan);
        out = other.out.clone();
        denominator = other.denominator;
        names = other.names;
    }

    Work work() {
        return work;
    }

    /** Goes to the largest value, which there is, for every variable is bounded; false if the work is too much. */
    boolean maximize() {
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            int enters = -1;
            for (int j = 0; j < out.length; j++) {
                if (table.getLast()[j].signum() < 0 && (enters < 0 || isFirst(j, enters, steps))) {
                    enters = j;
                }
            }
            if (enters < 0) {
                return true;
            }
            pivot(leaves(enters), enters);
            if (work.isTooMuch()) {
                return false;
            }
        }
        throw new IllegalStateException("the plan is not found in " + MOST_STEPS + " steps");
    }

    /** The steepest; now and then the first, so that it cannot go round in circles. */
    private boolean isFirst(int j, int than, int steps) {
        return steps % 1_000 > 500 ? out[j] < out[than] : table.getLast()[j].compareTo(table.getLast()[than]) < 0;
    }

    private int leaves(int enters) {
        int leaves = -1;
        for (int i = 0; i < inPlan.size(); i++) {
            BigInteger[] row = table.get(i);
            if (row[enters].signum() > 0) {
                int order = leaves < 0
                        ? -1
                        : row[out.length]
                                .multiply(table.get(leaves)[enters])
                                .compareTo(table.get(leaves)[out.length].multiply(row[enters]));
                if (order < 0 || order == 0 && inPlan.get(i) < inPlan.get(leaves)) {
                    leaves = i;
                }
            }
        }
        return leaves;
    }

    /** The same with a variable that is at most, or at least, a number; null if no plan is left. */
    @Nullable
    Programme with(int variable, boolean atMost, BigInteger number) {
        Programme cut = new Programme(this);
        BigInteger[] of = table.get(inPlan.indexOf(variable));
        BigInteger[] row = new BigInteger[of.length];
        for (int j = 0; j < of.length; j++) {
            row[j] = atMost ? of[j].negate() : of[j];
        }
        BigInteger scaled = number.multiply(denominator);
        row[out.length] = atMost ? row[out.length].add(scaled) : row[out.length].subtract(scaled);
        cut.table.add(cut.inPlan.size(), row);
        cut.inPlan.add(cut.names++);
        return cut.repair() ? cut : null;
    }

    private boolean repair() {
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            int leaves = -1;
            for (int i = 0; i < inPlan.size(); i++) {
                if (table.get(i)[out.length].signum() < 0 && (leaves < 0 || inPlan.get(i) < inPlan.get(leaves))) {
                    leaves = i;
                }
            }
            if (leaves < 0) {
                return true;
            }
            BigInteger[] row = table.get(leaves);
            BigInteger[] value = table.getLast();
            int enters = -1;
            for (int j = 0; j < out.length; j++) {
                // Both factors are below 0: the smaller ratio of value to factor.
                if (row[j].signum() < 0
                        && (enters < 0
                                || value[j].multiply(row[enters]).compareTo(value[enters].multiply(row[j])) > 0)) {
                    enters = j;
                }
            }
            if (enters < 0) {
                return false;
            }
            pivot(leaves, enters);
        }
        throw new IllegalStateException("the plan is not repaired in " + MOST_STEPS + " steps");
    }

    private void pivot(int leaves, int enters) {
        BigInteger[] by = table.get(leaves);
        BigInteger p = by[enters];
        for (BigInteger[] row : table) {
            BigInteger factor = row[enters];
            work.add(row == by || factor.signum() == 0 && p.equals(denominator) ? 0 : row.length);
            for (int j = 0; row != by && j < row.length; j++) {
                if (j != enters) {
                    row[j] = row[j].multiply(p).subtract(factor.multiply(by[j])).divide(denominator);
                }
            }
            if (row != by) {
                row[enters] = factor.negate();
            }
        }
        by[enters] = denominator;
        denominator = p;
        if (p.signum() < 0) {
            denominator = p.negate();
            table.forEach(row -> Arrays.setAll(row, j -> row[j].negate()));
        }
        int name = inPlan.get(leaves);
        inPlan.set(leaves, out[enters]);
        out[enters] = name;
    }

    /** The first of the variables below {@code count} that is not whole, or -1. */
    int broken(int count) {
        int broken = -1;
        for (int i = 0; i < inPlan.size(); i++) {
            boolean whole = table.get(i)[out.length].mod(denominator).signum() == 0;
            if (inPlan.get(i) < count && !whole && (broken < 0 || inPlan.get(i) < broken)) {
                broken = inPlan.get(i);
            }
        }
        return broken;
    }

    /** Of a variable, rounded down. */
    BigInteger of(int variable) {
        int row = inPlan.indexOf(variable);
        return row < 0 ? BigInteger.ZERO : floor(table.get(row)[out.length]);
    }

    /** Rounded down. */
    BigInteger value() {
        return floor(table.getLast()[out.length]);
    }

    private BigInteger floor(BigInteger number) {
        return number.subtract(number.mod(denominator)).divide(denominator);
    }
}
