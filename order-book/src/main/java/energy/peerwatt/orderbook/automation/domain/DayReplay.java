package energy.peerwatt.orderbook.automation.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a household would have earned by its rules in slots that are over: with energy as it was measured, at prices as they
 * were. The home is taken to be so small that it changes no price, to foresee each slot, and to find a partner for all
 * that its limit lets it trade. Money is + for what the household receives.
 *
 * @param supplierOnly without any trade
 * @param withMarket with the trades, the rest by the supplier
 */
public record DayReplay(List<Line> lines, Money supplierOnly, Money withMarket) {
    private static final Money ENOUGH = Money.ofNano(Long.MAX_VALUE);

    public DayReplay {
        lines = List.copyOf(lines);
    }

    /**
     * @param price what sellers of the household's zone received; absent where nothing was traded
     * @param localFee what a buyer there paid on top
     */
    public record PricedSlot(MeteredSlot metered, @Nullable Price price, Price localFee) {}

    /** @param benefit what the trade of this slot gives more than the supplier alone; never negative */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(Slot slot, NetEnergy net, @Nullable Price price, Energy sold, Energy bought, Money benefit) {}

    /**
     * @param rules caps of the day hold over the slots, those of the month too, as if nothing else were traded in it
     * @param feedIn what the supplier pays; nobody sells for less
     * @param retail what the supplier charges; nobody buys for more, fee included
     * @param slots of one day, ascending
     */
    public static DayReplay of(HouseholdRules rules, Price feedIn, Price retail, Price tick, List<PricedSlot> slots) {
        List<Line> lines = new ArrayList<>();
        Traded used = Traded.NOTHING;
        Money supplierOnly = Money.ZERO;
        Money benefit = Money.ZERO;
        for (PricedSlot slot : slots) {
            MeteredSlot metered = slot.metered();
            Traded traded = trade(rules, CapRoom.of(rules.caps(), used, used), slot, feedIn, retail, tick);
            used = used.plus(traded);
            Money ofSlot = slot.price() == null ? Money.ZERO : benefit(traded, slot.price(), feedIn, retail);
            supplierOnly = supplierOnly.plus(feedIn.times(metered.exported())).minus(retail.times(metered.imported()));
            benefit = benefit.plus(ofSlot);
            lines.add(new Line(metered.slot(), metered.net(), slot.price(), traded.sold(), traded.bought(), ofSlot));
        }
        return new DayReplay(lines, supplierOnly, supplierOnly.plus(benefit));
    }

    private static Traded trade(
            HouseholdRules rules, CapRoom room, PricedSlot slot, Price feedIn, Price retail, Price tick) {
        Price price = slot.price();
        Optional<HouseholdTrader.Intent> order = HouseholdTrader.decide(
                rules, slot.metered().slot(), slot.metered().net(), ENOUGH, room, tick);
        if (price == null || order.isEmpty()) {
            return Traded.NOTHING;
        }
        HouseholdTrader.Intent intent = order.get();
        Price pays = price.plus(slot.localFee());
        boolean sells = intent.side() == Side.SELL && atMost(intent.limit(), price) && atMost(feedIn, price);
        boolean buys = intent.side() == Side.BUY && atMost(pays, intent.limit()) && atMost(pays, retail);
        return new Traded(
                buys ? intent.energy() : Energy.ZERO,
                sells ? intent.energy() : Energy.ZERO,
                buys ? pays.times(intent.energy()) : Money.ZERO);
    }

    private static Money benefit(Traded traded, Price price, Price feedIn, Price retail) {
        Money sales = price.times(traded.sold()).minus(feedIn.times(traded.sold()));
        return sales.plus(retail.times(traded.bought())).minus(traded.spent());
    }

    private static boolean atMost(Price one, Price other) {
        return one.compareTo(other) <= 0;
    }
}
