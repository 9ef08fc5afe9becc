package energy.peerwatt.settlement.quantity.domain;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Splits a whole amount in proportion to claims, in whole units, nothing lost. */
final class LargestRemainder {
    private LargestRemainder() {}

    /**
     * Each claim in full if the amount covers them all; else {@code floor(claim x amount / sum)}, and the units left over
     * one each to the largest remainders, ties to the lower index.
     *
     * @throws ArithmeticException if a claim times the amount passes 63 bits
     */
    static long[] split(long amount, long[] claims) {
        long sum = IntStream.range(0, claims.length).mapToLong(i -> claims[i]).reduce(0, Math::addExact);
        if (amount >= sum) {
            return claims.clone();
        }
        long[] shares = new long[claims.length];
        long[] remainders = new long[claims.length];
        long left = amount;
        for (int i = 0; i < claims.length; i++) {
            long product = Math.multiplyExact(claims[i], amount);
            shares[i] = product / sum;
            remainders[i] = product % sum;
            left -= shares[i];
        }
        IntStream.range(0, claims.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(i -> -remainders[i]).thenComparing(i -> i))
                .limit(left)
                .forEach(i -> shares[i]++);
        return shares;
    }
}
