package energy.peerwatt.cli.agreement;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.orderbook.clearing.domain.ClearingOutcome;
import energy.peerwatt.orderbook.clearing.domain.Fill;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.ZonePrice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what happened in cleared books: that two agree says something only about cases that were there. */
final class Cases {
    private final Map<String, Integer> counts = new TreeMap<>();

    void add(ClearingOutcome outcome) {
        count("nothing trades", outcome.fills().isEmpty());
        count("nothing trades, but a price is indicated", outcome.indicative() != null);
        for (PriceRule rule : PriceRule.values()) {
            boolean trades = outcome.book().rule() == rule && !outcome.fills().isEmpty();
            count("trades under " + rule, trades);
            count("rent under " + rule, trades && outcome.congestionRent().signum() > 0);
        }
        count("energy crosses an edge", outcome.fills().stream().anyMatch(Cases::crosses));
        count("energy goes over three edges", outcome.fills().stream().anyMatch(fill -> edges(outcome, fill) >= 3));
        count(
                "fees of several zones",
                outcome.fills().stream().map(Fill::fee).distinct().count() > 2);
        count("equals share", equalsShare(outcome));
        count("neighbours meet", outcome.fills().stream().anyMatch(Cases::areNeighbours));
        count("a zone has no price", hasUnpricedZone(outcome));
        count("a limit is reached without a rent", reachedForNothing(outcome));
        count("scarcity differs within a tree", scarcityDiffers(outcome));
        count("scarcity is shared over a limit with a rent", scarcityShared(outcome));
    }

    private void count(String what, boolean happened) {
        counts.merge(what, happened ? 1 : 0, Integer::sum);
    }

    Map<String, Integer> counts() {
        return counts;
    }

    private static boolean crosses(Fill fill) {
        return !fill.sell().zone().equals(fill.buy().zone());
    }

    private static int edges(ClearingOutcome outcome, Fill fill) {
        return outcome.tree()
                .distance(
                        outcome.tree().number(fill.sell().zone()),
                        outcome.tree().number(fill.buy().zone()));
    }

    private static boolean areNeighbours(Fill fill) {
        return !crosses(fill)
                && fill.sell().building() != null
                && fill.sell().building().equals(fill.buy().building());
    }

    /** Two orders of one zone, side and price, of which one has something left. */
    private static boolean equalsShare(ClearingOutcome outcome) {
        Map<String, Long> traded = new HashMap<>();
        for (Fill fill : outcome.fills()) {
            traded.merge(fill.sell().id(), fill.wh(), Long::sum);
            traded.merge(fill.buy().id(), fill.wh(), Long::sum);
        }
        Set<String> levels = new HashSet<>();
        Set<String> shared = new HashSet<>();
        for (BookOrder order : outcome.book().orders()) {
            String level = order.zone() + order.side() + order.clipped(order.limit());
            if (traded.containsKey(order.id()) && !levels.add(level)) {
                shared.add(level);
            }
        }
        return outcome.resting().stream()
                .filter(rest -> traded.containsKey(rest.order().id()))
                .map(rest -> rest.order().zone()
                        + rest.order().side()
                        + rest.order().clipped(rest.order().limit()))
                .anyMatch(shared::contains);
    }

    private static boolean hasUnpricedZone(ClearingOutcome outcome) {
        for (int z = 0; z < outcome.tree().size(); z++) {
            if (outcome.prices().of(z) == null && !outcome.fills().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean reachedForNothing(ClearingOutcome outcome) {
        for (int z = 0; z < outcome.tree().size(); z++) {
            long up = outcome.flows().up(z);
            boolean full = up > 0 && outcome.flows().exportRoom(z) == 0
                    || up < 0 && outcome.flows().importRoom(z) == 0;
            if (full) {
                ZonePrice here = outcome.prices().of(z);
                ZonePrice above = outcome.prices().of(outcome.tree().parent(z));
                if (Math.abs(above.price() - here.price()) == outcome.tree().edgeFee(z)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean scarcityDiffers(ClearingOutcome outcome) {
        for (int z = 0; z < outcome.tree().size(); z++) {
            if (outcome.flows().up(z) != 0) {
                ZonePrice here = outcome.prices().of(z);
                ZonePrice above = outcome.prices().of(outcome.tree().parent(z));
                if (here.scarcity() != null && !here.scarcity().equals(above.scarcity())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean scarcityShared(ClearingOutcome outcome) {
        for (int z = 0; z < outcome.tree().size(); z++) {
            if (outcome.flows().up(z) != 0) {
                ZonePrice here = outcome.prices().of(z);
                ZonePrice above = outcome.prices().of(outcome.tree().parent(z));
                boolean rent =
                        Math.abs(above.price() - here.price()) != outcome.tree().edgeFee(z);
                if (rent && here.scarcity() != null && here.scarcity().equals(above.scarcity())) {
                    return true;
                }
            }
        }
        return false;
    }
}
