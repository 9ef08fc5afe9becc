package energy.peerwatt.settlement.quantity.domain;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.bundle.SlotSettlement.State;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The settlement of a slot as a pure function: settled = min(delivered, taken), the rest is the supplier's.
 *
 * <p>Holds for every input: no trade settles more than was traded, no member more than its meter measured net; money
 * between members, funds and supplier sums to zero. While {@code feedIn <= price} and
 * {@code price + fee + congestion <= retail} on every trade (the market's floor and cap), no member is worse off than with
 * the supplier alone.
 */
public final class SlotRule {
    private final SlotInput input;
    private final Map<AccountId, SlotMember> members = new HashMap<>();

    private SlotRule(SlotInput input) {
        this.input = input;
        input.members().forEach(member -> members.put(member.account(), member));
    }

    /**
     * @param revision from 1, one more than the slot's last
     * @return FINAL if every member's meter was read, else PROVISIONAL
     */
    public static SlotSettlement settle(SlotInput input, int revision) {
        return new SlotRule(input).settle(revision);
    }

    private SlotSettlement settle(int revision) {
        List<SlotSettlement.Trade> trades = trades();
        List<SlotSettlement.Member> settled = input.members().stream()
                .sorted(Comparator.comparing(SlotMember::account))
                .map(member -> member(member, trades))
                .toList();
        boolean complete = input.complete();
        return new SlotSettlement(
                input.community(),
                input.slot(),
                revision,
                complete ? State.FINAL : State.PROVISIONAL,
                input.resultHash(),
                complete ? input.readingsRoot() : Hash32.ZERO,
                settled,
                trades);
    }

    private List<SlotSettlement.Trade> trades() {
        long[] delivered = allocate(SlotTrade::seller, NetEnergy::surplus);
        long[] taken = allocate(SlotTrade::buyer, NetEnergy::need);
        List<SlotSettlement.Trade> trades = new ArrayList<>();
        for (int i = 0; i < delivered.length; i++) {
            SlotTrade trade = input.trades().get(i);
            trades.add(new SlotSettlement.Trade(
                    trade.id(),
                    trade.seller(),
                    trade.buyer(),
                    trade.energy(),
                    new Energy(delivered[i]),
                    new Energy(taken[i]),
                    new Energy(Math.min(delivered[i], taken[i])),
                    trade.price(),
                    trade.fee(),
                    trade.congestion()));
        }
        return trades;
    }

    /** Gives what each account's meter shows to its trades of this side; returns Wh per trade. */
    private long[] allocate(Function<SlotTrade, AccountId> side, Function<NetEnergy, Energy> shown) {
        Map<AccountId, List<Integer>> indices = new HashMap<>();
        for (int i = 0; i < input.trades().size(); i++) {
            indices.computeIfAbsent(side.apply(input.trades().get(i)), account -> new ArrayList<>())
                    .add(i);
        }
        long[] allocated = new long[input.trades().size()];
        indices.forEach((account, own) -> {
            switch (members.get(account).metering()) {
                case Metering.Awaited() ->
                    own.forEach(
                            i -> allocated[i] = input.trades().get(i).energy().wattHours());
                case Metering.Measured(Energy imported, Energy exported) ->
                    allocate(shown.apply(NetEnergy.of(imported, exported)).wattHours(), own, allocated);
            }
        });
        return allocated;
    }

    /** Earlier rounds get theirs first; within one it is divided in proportion. */
    private void allocate(long shown, List<Integer> own, long[] allocated) {
        long left = shown;
        NavigableMap<Integer, List<Integer>> rounds = own.stream()
                .collect(Collectors.groupingBy(i -> input.trades().get(i).round(), TreeMap::new, Collectors.toList()));
        for (List<Integer> round : rounds.values()) {
            long[] claims = round.stream()
                    .mapToLong(i -> input.trades().get(i).energy().wattHours())
                    .toArray();
            long[] shares = LargestRemainder.split(left, claims);
            for (int k = 0; k < shares.length; k++) {
                allocated[round.get(k)] = shares[k];
                left -= shares[k];
            }
        }
    }

    private static SlotSettlement.Member member(SlotMember member, List<SlotSettlement.Trade> trades) {
        Tally tally = Tally.of(member.account(), trades);
        Metering.Measured gross =
                switch (member.metering()) {
                    case Metering.Measured measured -> measured;
                    case Metering.Awaited() -> new Metering.Measured(tally.taken, tally.delivered);
                };
        Energy residualExport = gross.exported().minus(tally.sold);
        Energy residualImport = gross.imported().minus(tally.bought);
        Money supplier =
                member.feedIn().times(residualExport).minus(member.retail().times(residualImport));
        Money alone =
                member.feedIn().times(gross.exported()).minus(member.retail().times(gross.imported()));
        return new SlotSettlement.Member(
                member.account(),
                member.meter(),
                gross.imported(),
                gross.exported(),
                tally.bought,
                tally.sold,
                tally.traded,
                tally.fees,
                tally.congestion,
                supplier,
                alone,
                member.feedIn(),
                member.retail());
    }

    /** What one account's trades of the slot add up to. */
    private static final class Tally {
        private Energy delivered = Energy.ZERO;
        private Energy taken = Energy.ZERO;
        private Energy sold = Energy.ZERO;
        private Energy bought = Energy.ZERO;
        private Money traded = Money.ZERO;
        private Money fees = Money.ZERO;
        private Money congestion = Money.ZERO;

        static Tally of(AccountId account, List<SlotSettlement.Trade> trades) {
            Tally tally = new Tally();
            for (SlotSettlement.Trade trade : trades) {
                if (trade.seller().equals(account)) {
                    tally.delivered = tally.delivered.plus(trade.delivered());
                    tally.sold = tally.sold.plus(trade.settled());
                    tally.traded = tally.traded.plus(trade.price().times(trade.settled()));
                } else if (trade.buyer().equals(account)) {
                    tally.taken = tally.taken.plus(trade.taken());
                    tally.bought = tally.bought.plus(trade.settled());
                    tally.traded = tally.traded.minus(trade.price().times(trade.settled()));
                    tally.fees = tally.fees.plus(trade.fee().times(trade.settled()));
                    tally.congestion = tally.congestion.plus(trade.congestion().times(trade.settled()));
                }
            }
            return tally;
        }
    }
}
