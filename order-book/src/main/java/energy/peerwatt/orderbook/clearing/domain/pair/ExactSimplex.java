package energy.peerwatt.orderbook.clearing.domain.pair;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A linear programme in whole numbers: maximum of c·x over x at least 0 and A·x at most b, b at least 0. The tableau
 * keeps one common denominator (integer pivoting), so nothing is ever rounded.
 */
final class ExactSimplex {
    private static final BigInteger ZERO = BigInteger.ZERO;

    private BigInteger[][] rows;
    private final BigInteger[] objective;
    private int[] basic;
    private final int[] free;
    private final Budget budget;
    private BigInteger denominator = BigInteger.ONE;
    private int names;

    /**
     * @param value what a unit of each variable is worth
     * @param budget what it may cost, all programmes made of this one included
     */
    ExactSimplex(BigInteger[] value, Budget budget) {
        this.budget = budget;
        this.rows = new BigInteger[0][];
        this.basic = new int[0];
        this.free = new int[value.length];
        this.objective = new BigInteger[value.length + 1];
        for (int j = 0; j < value.length; j++) {
            free[j] = j;
            objective[j] = value[j].negate();
        }
        objective[value.length] = ZERO;
        this.names = value.length;
    }

    private ExactSimplex(ExactSimplex other) {
        this.budget = other.budget;
        this.rows = other.rows.clone();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = rows[i].clone();
        }
        this.objective = other.objective.clone();
        this.basic = other.basic.clone();
        this.free = other.free.clone();
        this.denominator = other.denominator;
        this.names = other.names;
    }

    private ExactSimplex copy() {
        budget.spend((long) rows.length * free.length);
        return new ExactSimplex(this);
    }

    /** Adds rows of A with their b; before anything is solved. */
    void atMost(long[][] factors, long[] bounds) {
        rows = new BigInteger[factors.length][free.length + 1];
        basic = new int[factors.length];
        for (int i = 0; i < factors.length; i++) {
            for (int j = 0; j < free.length; j++) {
                rows[i][j] = BigInteger.valueOf(factors[i][j]);
            }
            rows[i][free.length] = BigInteger.valueOf(bounds[i]);
            basic[i] = names++;
        }
    }

    /** Goes to the maximum; false if the budget is spent before. Every programme here is bounded, for every variable is. */
    boolean maximize() {
        long stalled = 0;
        for (int q = entering(stalled); q >= 0; q = entering(stalled)) {
            int r = leaving(q);
            if (r < 0) {
                throw new IllegalStateException("nothing bounds variable " + free[q]);
            }
            stalled = rows[r][free.length].signum() == 0 ? stalled + 1 : 0;
            pivot(r, q);
            if (budget.isSpent()) {
                return false;
            }
        }
        return true;
    }

    /** The steepest column; after many steps on the spot the first one, which cannot go round in circles. */
    private int entering(long stalled) {
        int best = -1;
        for (int j = 0; j < free.length; j++) {
            if (objective[j].signum() < 0
                    && (best < 0
                            || (stalled > 50 ? free[j] < free[best] : objective[j].compareTo(objective[best]) < 0))) {
                best = j;
            }
        }
        return best;
    }

    private int leaving(int q) {
        int best = -1;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i][q].signum() > 0) {
                int order = best < 0
                        ? -1
                        : rows[i][free.length]
                                .multiply(rows[best][q])
                                .compareTo(rows[best][free.length].multiply(rows[i][q]));
                if (order < 0 || order == 0 && basic[i] < basic[best]) {
                    best = i;
                }
            }
        }
        return best;
    }

    /** Number of a variable among the first {@code count} that is not whole, or -1. */
    int fractional(int count) {
        int best = -1;
        for (int i = 0; i < rows.length; i++) {
            if (basic[i] < count
                    && rows[i][free.length].mod(denominator).signum() != 0
                    && (best < 0 || basic[i] < best)) {
                best = basic[i];
            }
        }
        return best;
    }

    /** Largest whole number not above the value of a variable. */
    long floor(int variable) {
        for (int i = 0; i < rows.length; i++) {
            if (basic[i] == variable) {
                return rows[i][free.length]
                        .subtract(rows[i][free.length].mod(denominator))
                        .divide(denominator)
                        .longValueExact();
            }
        }
        return 0;
    }

    /** Largest whole number not above the maximum. */
    BigInteger bound() {
        BigInteger value = objective[free.length];
        return value.subtract(value.mod(denominator)).divide(denominator);
    }

    /** The same programme with a variable that is in the plan at most, or at least, a number; null if that cannot be. */
    @Nullable
    ExactSimplex with(int variable, boolean atMost, long number) {
        ExactSimplex cut = copy();
        int of = 0;
        while (cut.basic[of] != variable) {
            of++;
        }
        BigInteger[] row = new BigInteger[free.length + 1];
        for (int j = 0; j <= free.length; j++) {
            row[j] = atMost ? cut.rows[of][j].negate() : cut.rows[of][j];
        }
        BigInteger scaled = BigInteger.valueOf(number).multiply(denominator);
        row[free.length] = atMost ? row[free.length].add(scaled) : row[free.length].subtract(scaled);
        cut.rows = Arrays.copyOf(cut.rows, cut.rows.length + 1);
        cut.rows[cut.rows.length - 1] = row;
        cut.basic = Arrays.copyOf(cut.basic, cut.basic.length + 1);
        cut.basic[cut.basic.length - 1] = cut.names++;
        return cut.restore() ? cut : null;
    }

    /** From a plan that is too good to one that is allowed; false if there is none. */
    private boolean restore() {
        for (int r = broken(); r >= 0; r = broken()) {
            int q = -1;
            for (int j = 0; j < free.length; j++) {
                if (rows[r][j].signum() < 0) {
                    int order =
                            q < 0 ? -1 : objective[q].multiply(rows[r][j]).compareTo(objective[j].multiply(rows[r][q]));
                    if (order < 0 || order == 0 && free[j] < free[q]) {
                        q = j;
                    }
                }
            }
            if (q < 0) {
                return false;
            }
            pivot(r, q);
        }
        return true;
    }

    private int broken() {
        int best = -1;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i][free.length].signum() < 0 && (best < 0 || basic[i] < basic[best])) {
                best = i;
            }
        }
        return best;
    }

    private void pivot(int r, int q) {
        BigInteger p = rows[r][q];
        for (int i = 0; i < rows.length; i++) {
            if (i != r) {
                eliminate(rows[i], rows[r], q, p);
            }
        }
        eliminate(objective, rows[r], q, p);
        rows[r][q] = denominator;
        denominator = p;
        if (denominator.signum() < 0) {
            for (BigInteger[] row : rows) {
                negate(row);
            }
            negate(objective);
            denominator = denominator.negate();
        }
        int name = basic[r];
        basic[r] = free[q];
        free[q] = name;
    }

    private void eliminate(BigInteger[] row, BigInteger[] by, int q, BigInteger p) {
        BigInteger factor = row[q];
        boolean sameScale = p.equals(denominator);
        if (factor.signum() == 0 && sameScale) {
            return;
        }
        budget.spend(row.length);
        for (int j = 0; j < row.length; j++) {
            if (j != q && (!sameScale || by[j].signum() != 0) && (row[j].signum() != 0 || by[j].signum() != 0)) {
                row[j] = row[j].multiply(p).subtract(factor.multiply(by[j])).divide(denominator);
            }
        }
        row[q] = factor.negate();
    }

    private static void negate(BigInteger[] row) {
        for (int j = 0; j < row.length; j++) {
            row[j] = row[j].negate();
        }
    }
}
