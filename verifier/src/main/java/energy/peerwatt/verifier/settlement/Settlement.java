package energy.peerwatt.verifier.settlement;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.verifier.market.Shares;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What a slot comes to for every member: settled = min(delivered, taken), the rest with the supplier. */
public final class Settlement {
    private final List<Fill> fills;
    private final List<Integer> rounds = new ArrayList<>();
    private final Map<AccountId, Home> homes = new HashMap<>();

    private Settlement(List<List<Fill>> byRound, List<Home> homes) {
        this.fills = byRound.stream().flatMap(List::stream).toList();
        for (int round = 0; round < byRound.size(); round++) {
            rounds.addAll(Collections.nCopies(byRound.get(round).size(), round));
        }
        homes.forEach(home -> this.homes.put(home.account(), home));
    }

    public record Outcome(List<SlotSettlement.Member> members, List<SlotSettlement.Trade> trades) {}

    /**
     * @param fills of the slot by round, in trade order each
     * @param homes all members, each once
     * @return members by account id, trades by round, in trade order
     * @throws IllegalArgumentException if a trade's party is no member
     */
    public static Outcome settle(List<List<Fill>> fills, List<Home> homes) {
        Settlement settlement = new Settlement(fills, homes);
        List<SlotSettlement.Trade> trades = settlement.trades();
        List<SlotSettlement.Member> members = homes.stream()
                .sorted(Comparator.comparing(Home::account))
                .map(home -> member(home, trades))
                .toList();
        return new Outcome(members, trades);
    }

    private List<SlotSettlement.Trade> trades() {
        long[] delivered = allocate(Fill::seller, Home::surplus);
        long[] taken = allocate(Fill::buyer, Home::need);
        List<SlotSettlement.Trade> trades = new ArrayList<>();
        for (int i = 0; i < fills.size(); i++) {
            Fill fill = fills.get(i);
            trades.add(new SlotSettlement.Trade(
                    fill.id(),
                    fill.seller(),
                    fill.buyer(),
                    fill.energy(),
                    new Energy(delivered[i]),
                    new Energy(taken[i]),
                    new Energy(Math.min(delivered[i], taken[i])),
                    fill.price(),
                    fill.fee(),
                    fill.congestion()));
        }
        return trades;
    }

    /** Gives each party's metered Wh to its trades, an earlier round's first: all they ask for, or in proportion. */
    private long[] allocate(Function<Fill, AccountId> party, ToLongFunction<Home> metered) {
        long[] given = new long[fills.size()];
        for (AccountId account : fills.stream().map(party).distinct().toList()) {
            Home home = homes.get(account);
            if (home == null) {
                throw new IllegalArgumentException("a trade of account " + account + ", which is no member");
            }
            long left = metered.applyAsLong(home);
            for (int round : rounds.stream().distinct().toList()) {
                int[] own = IntStream.range(0, fills.size())
                        .filter(i -> rounds.get(i) == round
                                && party.apply(fills.get(i)).equals(account))
                        .toArray();
                left -= share(left, own, given);
            }
        }
        return given;
    }

    /** @return what was given away */
    private long share(long left, int[] own, long[] given) {
        long[] asked = IntStream.of(own)
                .mapToLong(i -> fills.get(i).energy().wattHours())
                .toArray();
        long all = LongStream.of(asked).reduce(0, Math::addExact);
        long[] shares = Shares.split(Math.min(all, left), asked, Comparator.naturalOrder());
        for (int i = 0; i < own.length; i++) {
            given[own[i]] = shares[i];
        }
        return LongStream.of(shares).sum();
    }

    private static SlotSettlement.Member member(Home home, List<SlotSettlement.Trade> trades) {
        long bought = 0;
        long sold = 0;
        long traded = 0;
        long fees = 0;
        long congestion = 0;
        for (SlotSettlement.Trade trade : trades) {
            long wh = trade.settled().wattHours();
            long amount = Math.multiplyExact(wh, trade.price().microPerKwh());
            if (trade.seller().equals(home.account())) {
                sold += wh;
                traded = Math.addExact(traded, amount);
            }
            if (trade.buyer().equals(home.account())) {
                bought += wh;
                traded = Math.subtractExact(traded, amount);
                fees = Math.addExact(fees, Math.multiplyExact(wh, trade.fee().microPerKwh()));
                congestion = Math.addExact(
                        congestion, Math.multiplyExact(wh, trade.congestion().microPerKwh()));
            }
        }
        long imported = home.imported().wattHours();
        long exported = home.exported().wattHours();
        return new SlotSettlement.Member(
                home.account(),
                home.meter(),
                home.imported(),
                home.exported(),
                new Energy(bought),
                new Energy(sold),
                new Money(traded),
                new Money(fees),
                new Money(congestion),
                supplier(home, imported - bought, exported - sold),
                supplier(home, imported, exported),
                home.feedIn(),
                home.retail());
    }

    private static Money supplier(Home home, long imported, long exported) {
        return new Money(Math.subtractExact(
                Math.multiplyExact(exported, home.feedIn().microPerKwh()),
                Math.multiplyExact(imported, home.retail().microPerKwh())));
    }
}
