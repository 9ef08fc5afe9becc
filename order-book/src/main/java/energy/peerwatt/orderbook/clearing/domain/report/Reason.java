package energy.peerwatt.orderbook.clearing.domain.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.orderbook.clearing.domain.ClearingOutcome;
import energy.peerwatt.orderbook.clearing.domain.Fill;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingMode;
import energy.peerwatt.orderbook.clearing.domain.flow.Match;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import energy.peerwatt.orderbook.clearing.domain.price.Scarcity;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.ZonePrice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a fill has its price. Prices are micro-currency per kWh; what does not apply is left out.
 *
 * @param step the part of the clearing in which the two met
 * @param rule the rule of the auction
 * @param sellLimit what the seller asked of this buyer, floor counted in
 * @param buyLimit what the buyer would have paid this seller, cap counted in
 * @param floor what the seller's supplier would pay anyway
 * @param cap what the buyer's supplier would charge anyway
 * @param k how scarce energy was
 * @param sellerZonePrice price of the seller's zone
 * @param buyerZonePrice price of the buyer's zone
 * @param feePath what the fee is made of, from the seller to the buyer
 * @param congestion what limits on the way add to what the buyer pays
 * @param buyerPays price, fee and congestion
 * @param sellAlternative place on the seller's list of the alternative by which it is sold, from 0
 * @param buyAlternative place on the buyer's list of the alternative by which it is bought, from 0
 * @param welfareGap how much more welfare another plan could have at most, nano-currency, as text; left out when this is a
 *     best one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reason(
        Match.Step step,
        @Nullable PriceRule rule,
        long sellLimit,
        long buyLimit,
        @Nullable Long floor,
        @Nullable Long cap,
        @Nullable Share k,
        @Nullable Long sellerZonePrice,
        @Nullable Long buyerZonePrice,
        List<Toll> feePath,
        long congestion,
        long buyerPays,
        @Nullable Integer sellAlternative,
        @Nullable Integer buyAlternative,
        @Nullable String welfareGap) {

    /** k = demandWh / (demandWh + supplyWh). */
    public record Share(long demandWh, long supplyWh) {}

    /**
     * One part of a fee.
     *
     * @param zone whose fee it is
     * @param of the edge to its parent, passed up or down, or the zone itself
     */
    public record Toll(String zone, Part of, long fee) {}

    /** What a toll is for. */
    public enum Part {
        EDGE_UP,
        EDGE_DOWN,
        LOCAL
    }

    static Reason of(Fill fill, ClearingOutcome outcome) {
        ZoneTree tree = outcome.tree();
        int from = tree.number(fill.sell().zone());
        int to = tree.number(fill.buy().zone());
        ZonePrice sellers = outcome.prices().of(from);
        ZonePrice buyers = outcome.prices().of(to);
        boolean auction = outcome.book().mode() == ClearingMode.AUCTION
                && (fill.step() == Match.Step.AUCTION || fill.step() == Match.Step.NOMINATED);
        Scarcity scarcity = sellers == null || !auction ? null : sellers.scarcity();
        return new Reason(
                fill.step(),
                auction ? outcome.book().rule() : null,
                fill.ask(),
                fill.bid(),
                fill.sell().floor(),
                fill.buy().cap(),
                scarcity == null ? null : new Share(scarcity.demandWh(), scarcity.supplyWh()),
                auction && sellers != null ? sellers.price() : null,
                auction && buyers != null ? buyers.price() : null,
                tolls(tree, from, to),
                fill.congestion(),
                fill.price() + fill.fee() + fill.congestion(),
                fill.sellBy(),
                fill.buyBy(),
                outcome.gap() == null || !auction ? null : outcome.gap().toString());
    }

    private static List<Toll> tolls(ZoneTree tree, int from, int to) {
        List<Toll> tolls = new ArrayList<>();
        for (ZoneTree.Step step : tree.path(from, to)) {
            tolls.add(new Toll(
                    tree.id(step.zone()), step.up() ? Part.EDGE_UP : Part.EDGE_DOWN, tree.edgeFee(step.zone())));
        }
        tolls.add(new Toll(tree.id(to), Part.LOCAL, tree.localFee(to)));
        return tolls;
    }
}
