package energy.peerwatt.orderbook.clearing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.flow.Match;
import energy.peerwatt.orderbook.clearing.domain.grid.EdgeFlows;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.ZonePrice;
import java.util.HashMap;
import java.util.Map;

/** What holds for every outcome of every book. */
final class AlwaysTrue {
    private AlwaysTrue() {}

    static void hold(ClearingOutcome outcome) {
        Map<String, Long> traded = new HashMap<>();
        EdgeFlows flows = new EdgeFlows(outcome.tree());
        for (Fill fill : outcome.fills()) {
            limitsHold(fill);
            assertThat(fill.wh()).isPositive();
            assertThat(fill.sell().account())
                    .as("nobody trades with themselves")
                    .isNotEqualTo(fill.buy().account());
            traded.merge(fill.sell().id(), fill.wh(), Long::sum);
            traded.merge(fill.buy().id(), fill.wh(), Long::sum);
            flows.send(
                    outcome.tree().number(fill.sell().zone()),
                    outcome.tree().number(fill.buy().zone()),
                    fill.wh());
        }
        assertThat(flows.areAllowed()).as("no edge carries more than it may").isTrue();
        Map<String, Long> resting = new HashMap<>();
        outcome.resting().forEach(rest -> resting.put(rest.order().id(), rest.wh()));
        for (BookOrder order : outcome.book().orders()) {
            if (order.directBuyOf() == null) {
                assertThat(traded.getOrDefault(order.id(), 0L) + resting.getOrDefault(order.id(), 0L))
                        .as("what %s trades and what it has left", order.id())
                        .isEqualTo(order.wh());
            }
        }
    }

    private static void limitsHold(Fill fill) {
        assertThat(fill.fee()).isNotNegative();
        assertThat(fill.congestion()).isNotNegative();
        assertThat(fill.price()).as("%s", fill).isGreaterThanOrEqualTo(fill.ask());
        assertThat(fill.price() + fill.fee() + fill.congestion()).as("%s", fill).isLessThanOrEqualTo(fill.bid());
        if (fill.sell().floor() != null && fill.step() != Match.Step.GIFT) {
            assertThat(fill.price()).isGreaterThanOrEqualTo(fill.sell().floor());
        }
        if (fill.buy().cap() != null) {
            assertThat(fill.price() + fill.fee() + fill.congestion())
                    .isLessThanOrEqualTo(fill.buy().cap());
        }
    }

    /** At the prices of the zones nobody wants to trade more or less; and no edge with room leaves a gain. */
    static void nobodyWantsToTradeMore(ClearingOutcome outcome) {
        Map<String, Long> left = new HashMap<>();
        outcome.resting().forEach(rest -> left.put(rest.order().id(), rest.wh()));
        ZoneTree tree = outcome.tree();
        for (BookOrder order : outcome.book().orders()) {
            int zone = tree.number(order.zone());
            ZonePrice price = outcome.prices().of(zone);
            if (price != null) {
                for (long p : new long[] {price.lo(), price.price(), price.hi()}) {
                    long limit = order.clipped(order.limit());
                    long gain = order.sells() ? p - limit : limit - tree.localFee(zone) - p;
                    long rest = left.getOrDefault(order.id(), 0L);
                    assertThat(gain > 0 && rest > 0)
                            .as("%s wants to trade more at %s", order.id(), p)
                            .isFalse();
                    assertThat(gain < 0 && rest < order.wh())
                            .as("%s wants to trade less at %s", order.id(), p)
                            .isFalse();
                }
            }
        }
        EdgeFlows flows = new EdgeFlows(tree);
        outcome.fills()
                .forEach(fill -> flows.send(
                        tree.number(fill.sell().zone()), tree.number(fill.buy().zone()), fill.wh()));
        for (int z = 0; z < tree.size(); z++) {
            ZonePrice here = outcome.prices().of(z);
            ZonePrice there = tree.parent(z) < 0 ? null : outcome.prices().of(tree.parent(z));
            if (here != null && there != null && (flows.up(z) != 0 || bothWays(flows, z))) {
                long gap = there.price() - here.price();
                assertThat(flows.exportRoom(z) > 0 && gap > tree.edgeFee(z))
                        .as("somebody would export from %s", tree.id(z))
                        .isFalse();
                assertThat(flows.importRoom(z) > 0 && -gap > tree.edgeFee(z))
                        .as("somebody would import into %s", tree.id(z))
                        .isFalse();
            }
        }
    }

    private static boolean bothWays(EdgeFlows flows, int zone) {
        return flows.exportRoom(zone) > 0 && flows.importRoom(zone) > 0;
    }
}
