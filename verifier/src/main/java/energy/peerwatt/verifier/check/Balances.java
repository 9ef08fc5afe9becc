package energy.peerwatt.verifier.check;

import energy.peerwatt.verifier.CannotRun;
import energy.peerwatt.verifier.Difference;
import energy.peerwatt.verifier.bundle.Bundle;
import energy.peerwatt.verifier.chain.ChainFacts;
import energy.peerwatt.verifier.chain.ChainFacts.Move;
import energy.peerwatt.verifier.chain.ChainReader;
import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;

/** The escrow's balances follow from deposits, withdrawals and the closed periods' nets. */
public final class Balances {
    private static final int INSURANCE = 3;

    private final SortedMap<Integer, BigInteger> nano = new TreeMap<>();

    private Balances() {}

    /** @return how many balances were compared */
    public static int check(String escrow, ChainFacts facts, Periods periods, ChainReader chain)
            throws Difference, CannotRun {
        Balances balances = new Balances();
        for (Move move : facts.moves()) {
            if (move.block() <= facts.asOf()) {
                balances.apply(move, periods);
            }
        }
        for (var balance : balances.nano.entrySet()) {
            long index = balance.getKey();
            BigInteger found = chain.view(escrow, "balanceOf(uint16)", index, facts.asOf());
            if (!found.equals(balance.getValue())) {
                throw difference("account index " + index, "balance in the escrow", balance.getValue(), found);
            }
        }
        return balances.nano.size();
    }

    private void apply(Move move, Periods periods) throws Difference {
        switch (move) {
            case Move.Opened opened -> nano.put(opened.index(), BigInteger.ZERO);
            case Move.Deposited deposited -> add(deposited.index(), deposited.nano());
            case Move.Withdrawn withdrawn ->
                add(withdrawn.index(), withdrawn.nano().negate());
            case Move.NetApplied applied -> {
                long[] net = periods.netOf(applied.period());
                if (net == null) {
                    throw difference(
                            "period " + applied.period(), "net", "the batches of the period", "not in the bundle");
                }
                applyNet(net);
            }
        }
    }

    /** The insurance account pays what others cannot; its own net counts first. */
    private void applyNet(long[] net) {
        for (int index = 0; index < net.length; index++) {
            add(index, BigInteger.valueOf(net[index]));
        }
        for (int index = 0; index < net.length; index++) {
            BigInteger balance = nano.getOrDefault(index, BigInteger.ZERO);
            if (index != INSURANCE && balance.signum() < 0) {
                add(INSURANCE, balance);
                nano.put(index, BigInteger.ZERO);
            }
        }
    }

    private void add(int index, BigInteger amount) {
        nano.merge(index, amount, BigInteger::add);
    }

    private static Difference difference(String where, String what, Object expected, Object found) {
        return new Difference(Bundle.BATCHES, 0, where, what, expected, found);
    }
}
