package energy.peerwatt.contracts.chain;

import java.math.BigInteger;

/** What a transaction offers per gas, in wei. */
public record Fees(BigInteger maxFee, BigInteger tip) {
    public Fees {
        if (tip.signum() < 0 || maxFee.compareTo(tip) < 0) {
            throw new IllegalArgumentException("fees must be 0 <= tip <= max fee: " + tip + ", " + maxFee);
        }
    }

    /** Twice the base fee and the tip: still valid after six full blocks. */
    public static Fees over(BigInteger baseFee, BigInteger tip) {
        return new Fees(baseFee.shiftLeft(1).add(tip), tip);
    }

    /** Both raised by an eighth, at least by one wei: what every known node takes as a replacement. */
    public Fees bumped() {
        return new Fees(raised(maxFee), raised(tip));
    }

    private static BigInteger raised(BigInteger fee) {
        return fee.add(fee.shiftRight(3).add(BigInteger.ONE));
    }
}
