package energy.peerwatt.orderbook.clearing.domain.sealed;

import energy.peerwatt.messages.evidence.book.ClearingResult.ZoneResult;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.clearing.domain.ClearingOutcome;
import energy.peerwatt.orderbook.clearing.domain.flow.Match;
import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;
import energy.peerwatt.orderbook.clearing.domain.grid.EdgeFlows;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import energy.peerwatt.orderbook.clearing.domain.price.Scarcity;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.ZonePrice;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a clearing gave zone by zone, the edge above each included. */
final class ZoneFigures {
    private final ClearingOutcome outcome;
    private final ZoneTree tree;
    private final long[] sold;
    private final long[] bought;
    private final EdgeFlows auctioned;

    private ZoneFigures(ClearingOutcome outcome) {
        this.outcome = outcome;
        this.tree = outcome.tree();
        this.sold = new long[tree.size()];
        this.bought = new long[tree.size()];
        this.auctioned = outcome.flows().copy();
        OrderTable table = outcome.desk().table();
        for (Match match : outcome.desk().matches()) {
            int from = table.zone(match.sell());
            int to = table.zone(match.buy());
            if (match.step() != Match.Step.AUCTION) {
                auctioned.send(from, to, -match.wh());
            }
            sold[from] += match.wh();
            bought[to] += match.wh();
        }
    }

    static List<ZoneResult> of(ClearingOutcome outcome) {
        ZoneFigures figures = new ZoneFigures(outcome);
        List<ZoneResult> zones = new ArrayList<>();
        for (int z = 0; z < figures.tree.size(); z++) {
            zones.add(figures.zone(z));
        }
        return zones;
    }

    private ZoneResult zone(int z) {
        ZonePrice price = outcome.prices().of(z);
        Scarcity k = price == null ? null : price.scarcity();
        boolean isRoot = tree.parent(z) == ZoneTree.NONE;
        return new ZoneResult(
                new GridZoneId(tree.id(z)),
                new Energy(sold[z]),
                new Energy(bought[z]),
                price == null ? null : told(price.price()),
                price == null ? null : told(price.lo()),
                price == null ? null : told(price.hi()),
                price == null ? null : told(price.allowed().lowest()),
                price == null ? null : told(price.allowed().highest()),
                k == null ? null : new Energy(k.demandWh()),
                k == null ? null : new Energy(k.supplyWh()),
                isRoot ? null : new NetEnergy(-outcome.flows().up(z)),
                isRoot ? null : rent(z, price).toString());
    }

    /** A fee that nobody pays may make a price that nobody trades at larger than any can be. */
    static Price told(long price) {
        return new Price(Math.min(price, Price.MAX));
    }

    /** What trades outside of the auction bring over the edge pays no congestion. */
    private BigInteger rent(int z, @Nullable ZonePrice price) {
        long up = auctioned.up(z);
        ZonePrice above = outcome.prices().of(tree.parent(z));
        if (up == 0 || price == null || above == null) {
            return BigInteger.ZERO;
        }
        long rise = above.price() - price.price();
        long perKwh = (up > 0 ? rise : -rise) - tree.edgeFee(z);
        return BigInteger.valueOf(perKwh).multiply(BigInteger.valueOf(Math.abs(up)));
    }
}
