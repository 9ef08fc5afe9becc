package energy.peerwatt.gridservice.split.domain;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Splits a whole amount in proportion to claims, in whole units, nothing lost. */
public final class LargestRemainder {
    private LargestRemainder() {}

    /**
     * Each claim in full if the amount covers them all; else {@code floor(claim x amount / sum)}, and the units left over
     * one each to the largest remainders, ties to the lower index.
     *
     * @param amount not negative
     * @param claims not negative
     */
    public static List<Long> split(long amount, List<BigInteger> claims) {
        BigInteger sum = claims.stream().reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger whole = BigInteger.valueOf(amount);
        if (whole.compareTo(sum) >= 0) {
            return claims.stream().map(BigInteger::longValueExact).toList();
        }
        BigInteger[][] shares = claims.stream()
                .map(claim -> claim.multiply(whole).divideAndRemainder(sum))
                .toArray(BigInteger[][]::new);
        long[] given = IntStream.range(0, shares.length)
                .mapToLong(i -> shares[i][0].longValueExact())
                .toArray();
        long left = amount - Arrays.stream(given).reduce(0, Math::addExact);
        IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.<Integer, BigInteger>comparing(i -> shares[i][1])
                        .reversed()
                        .thenComparing(i -> i))
                .limit(left)
                .forEach(i -> given[i]++);
        return IntStream.range(0, given.length).mapToObj(i -> given[i]).toList();
    }
}
