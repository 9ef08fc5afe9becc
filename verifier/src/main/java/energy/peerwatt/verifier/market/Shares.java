package energy.peerwatt.verifier.market;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Splits a whole number in proportion to weights by largest remainder. */
public final class Shares {
    private Shares() {}

    /**
     * Each gets the floor of {@code weight x total / sum}; the units left go one each by largest remainder.
     *
     * @param tie order of indices among equal remainders
     * @return shares that sum up to {@code total}; all zero if the weights are
     */
    public static long[] split(long total, long[] weights, Comparator<Integer> tie) {
        long[] shares = new long[weights.length];
        BigInteger sum = IntStream.range(0, weights.length)
                .mapToObj(i -> BigInteger.valueOf(weights[i]))
                .reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.signum() == 0) {
            return shares;
        }
        BigInteger[] remainders = new BigInteger[weights.length];
        long left = total;
        for (int i = 0; i < weights.length; i++) {
            BigInteger[] parts = BigInteger.valueOf(weights[i])
                    .multiply(BigInteger.valueOf(total))
                    .divideAndRemainder(sum);
            shares[i] = parts[0].longValueExact();
            remainders[i] = parts[1];
            left -= shares[i];
        }
        IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.<Integer, BigInteger>comparing(i -> remainders[i])
                        .reversed()
                        .thenComparing(tie))
                .limit(left)
                .forEach(i -> shares[i]++);
        return shares;
    }
}
