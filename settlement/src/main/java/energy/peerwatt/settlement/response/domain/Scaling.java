package energy.peerwatt.settlement.response.domain;

import energy.peerwatt.messages.quantity.Money;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Cuts amounts down to a budget in proportion, in whole nano-currency, nothing of the budget lost. */
final class Scaling {
    private Scaling() {}

    /**
     * Each amount in full if the budget covers them all; else {@code floor(amount x budget / sum)}, and the units left
     * over one each to the largest remainders, ties to the earlier.
     */
    static List<Money> within(Money budget, List<Money> amounts) {
        BigInteger sum = amounts.stream().map(Scaling::big).reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.compareTo(big(budget)) <= 0) {
            return amounts;
        }
        long[] shares = new long[amounts.size()];
        BigInteger[] remainders = new BigInteger[amounts.size()];
        long left = budget.nano();
        for (int i = 0; i < shares.length; i++) {
            BigInteger[] parts = big(amounts.get(i)).multiply(big(budget)).divideAndRemainder(sum);
            shares[i] = parts[0].longValueExact();
            remainders[i] = parts[1];
            left -= shares[i];
        }
        IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.<Integer, BigInteger>comparing(i -> remainders[i].negate())
                        .thenComparing(i -> i))
                .limit(left)
                .forEach(i -> shares[i]++);
        List<Money> scaled = new ArrayList<>();
        for (long share : shares) {
            scaled.add(Money.ofNano(share));
        }
        return scaled;
    }

    private static BigInteger big(Money amount) {
        return BigInteger.valueOf(amount.nano());
    }
}
