package energy.peerwatt.orderbook.auction.domain;

import java.math.BigInteger;

/** A sum of products that never overflows: a long as far as it goes, wider only when it must. */
final class ExactSum {
    private BigInteger carried = BigInteger.ZERO;
    private long sum;

    /** Both factors are at least 0. */
    void add(long a, long b) {
        long product = a * b;
        if (Math.multiplyHigh(a, b) != 0 || product < 0) {
            carried = carried.add(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
            return;
        }
        long next = sum + product;
        if (next < 0) {
            carried = carried.add(BigInteger.valueOf(sum));
            next = product;
        }
        sum = next;
    }

    BigInteger value() {
        return carried.add(BigInteger.valueOf(sum));
    }
}
