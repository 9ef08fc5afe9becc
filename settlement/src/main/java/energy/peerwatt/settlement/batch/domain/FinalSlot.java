package energy.peerwatt.settlement.batch.domain;

import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Pwb1;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.util.ArrayList;
import java.util.List;

/** A finally settled slot as the chain sees it: who owes whom, by account index. */
public record FinalSlot(Slot slot, Hash32 readingsRoot, List<SettledTrade> trades) {
    /** Index of the grid fund in the escrow contract. */
    public static final int GRID_FUND = 1;

    /**
     * A trade with something settled.
     *
     * @param buyer account index that pays price, fee to the grid fund, and congestion to the demand-response fund
     * @param seller account index that receives the price
     */
    public record SettledTrade(
            int buyer,
            int seller,
            Energy energy,
            Price price,
            Price fee,
            Price congestion,
            Hash32 bidHash,
            Hash32 askHash) {}

    public FinalSlot {
        trades = trades.stream().filter(trade -> !trade.energy().isZero()).toList();
    }

    /** A record of the packed data with what its leaf says beyond it. */
    record Entry(Pwb1.Record packed, Hash32 bidHash, Hash32 askHash, Hash32 readingsRoot) {
        /** Fees and payments of funds are money, not energy that members trade. */
        boolean betweenMembers() {
            return packed.payer() >= BatchHeader.RESERVED_ACCOUNTS && packed.payee() >= BatchHeader.RESERVED_ACCOUNTS;
        }
    }

    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (SettledTrade trade : trades) {
            entries.add(new Entry(
                    new Pwb1.Record(slot.number(), trade.price(), trade.buyer(), trade.seller(), trade.energy()),
                    trade.bidHash(),
                    trade.askHash(),
                    readingsRoot));
            addToFund(entries, trade, trade.fee(), GRID_FUND);
            addToFund(entries, trade, trade.congestion(), FundPayments.DEMAND_RESPONSE_FUND);
        }
        return entries;
    }

    private void addToFund(List<Entry> entries, SettledTrade trade, Price price, int fund) {
        if (!price.equals(Price.ZERO)) {
            entries.add(new Entry(
                    new Pwb1.Record(slot.number(), price, trade.buyer(), fund, trade.energy()),
                    trade.bidHash(),
                    Hash32.ZERO,
                    readingsRoot));
        }
    }
}
