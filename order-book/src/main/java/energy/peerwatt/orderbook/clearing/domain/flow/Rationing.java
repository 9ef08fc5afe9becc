package energy.peerwatt.orderbook.clearing.domain.flow;

import energy.peerwatt.messages.evidence.Hash32;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Splits a volume over equal claims in proportion to their size, in whole units: everybody gets the floor of their
 * exact part, and the units left over go one each to the largest remainders.
 */
public final class Rationing {
    private Rationing() {}

    /**
     * @param claims at least 0 each
     * @param volume at least 0, at most the sum of the claims
     * @param tieOf what decides between equal remainders: the smaller one gets the unit
     * @return a part for each claim, never more than the claim, summing to {@code volume}
     */
    public static long[] proRata(long[] claims, long volume, IntFunction<Hash32> tieOf) {
        long total = Arrays.stream(claims).reduce(0, Math::addExact);
        if (volume == total) {
            return claims.clone();
        }
        long[] parts = new long[claims.length];
        long[] remainders = new long[claims.length];
        long given = 0;
        for (int i = 0; i < claims.length; i++) {
            split(claims[i], volume, total, i, parts, remainders);
            given += parts[i];
        }
        if (given == volume) {
            return parts;
        }
        Comparator<Ranked> order =
                Comparator.comparingLong(Ranked::remainder).reversed().thenComparing(Ranked::tie);
        IntStream.range(0, claims.length)
                .mapToObj(i -> new Ranked(i, remainders[i], tieOf.apply(i)))
                .sorted(order)
                .limit(volume - given)
                .forEach(ranked -> parts[ranked.index]++);
        return parts;
    }

    private record Ranked(int index, long remainder, Hash32 tie) {}

    private static void split(long claim, long volume, long total, int i, long[] parts, long[] remainders) {
        long product = claim * volume;
        if (Math.multiplyHigh(claim, volume) == 0 && product >= 0) {
            parts[i] = product / total;
            remainders[i] = product % total;
            return;
        }
        BigInteger[] exact = BigInteger.valueOf(claim)
                .multiply(BigInteger.valueOf(volume))
                .divideAndRemainder(BigInteger.valueOf(total));
        parts[i] = exact[0].longValueExact();
        remainders[i] = exact[1].longValueExact();
    }
}
