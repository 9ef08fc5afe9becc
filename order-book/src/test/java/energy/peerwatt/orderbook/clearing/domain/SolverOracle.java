package energy.peerwatt.orderbook.clearing.domain;

import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.BookZone;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.Preference;
import energy.peerwatt.orderbook.clearing.domain.book.Tier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * Best welfare and volume by an independent integer solver: one variable for every pair of alternatives, written down
 * straight from the rules. For small books; its floating point is exact enough there.
 */
final class SolverOracle {
    private final ClearingBook book;
    private final Map<String, BookZone> zones = new HashMap<>();
    private final List<Pair> pairs = new ArrayList<>();

    /** Highest welfare, and highest volume of those plans that have it. */
    record Best(long welfare, long volume) {}

    private record Choice(BookOrder order, Preference terms, int index, long limit) {
        String key() {
            return order.id() + "/" + index;
        }
    }

    private record Pair(Choice sell, Choice buy, long margin, Map<String, Integer> crossings) {}

    SolverOracle(ClearingBook book) {
        this.book = book;
        book.zones().forEach(zone -> zones.put(zone.id(), zone));
        for (BookOrder sell : book.orders()) {
            for (BookOrder buy : book.orders()) {
                if (sell.sells() && !buy.sells() && !sell.account().equals(buy.account())) {
                    addPairs(sell, buy);
                }
            }
        }
    }

    private void addPairs(BookOrder sell, BookOrder buy) {
        Map<String, Integer> crossings = crossings(sell.zone(), buy.zone());
        if (crossings == null) {
            return;
        }
        long fee = zones.get(buy.zone()).localFee()
                + crossings.keySet().stream()
                        .mapToLong(zone -> zones.get(zone).edgeFee())
                        .sum();
        for (Choice s : choices(sell)) {
            for (Choice b : choices(buy)) {
                // Nobody trades at a loss, not even to make room on an edge for others.
                if (fits(s, buy) && fits(b, sell) && near(s, buy) && near(b, sell) && b.limit >= s.limit + fee) {
                    pairs.add(new Pair(s, b, b.limit - s.limit - fee, crossings));
                }
            }
        }
    }

    private static List<Choice> choices(BookOrder order) {
        if (order.preferences().isEmpty()) {
            Preference any = new Preference(List.of(), List.of(), null, null);
            return List.of(new Choice(order, any, 0, order.clipped(order.limit())));
        }
        List<Choice> choices = new ArrayList<>();
        for (Preference preference : order.preferences()) {
            choices.add(new Choice(order, preference, choices.size(), order.clipped(preference.limit())));
        }
        return choices;
    }

    private static boolean fits(Choice choice, BookOrder partner) {
        Preference terms = choice.terms;
        return (terms.partners().isEmpty() || terms.partners().contains(partner.account()))
                && (terms.sources().isEmpty() || terms.sources().contains(partner.source()));
    }

    private boolean near(Choice choice, BookOrder partner) {
        BookOrder own = choice.order;
        Tier tier = choice.terms.maxTier();
        boolean sameZone = own.zone().equals(partner.zone());
        String parent = zones.get(own.zone()).parent();
        return tier == null
                || sameZone && tier != Tier.BUILDING
                || sameZone && own.building() != null && own.building().equals(partner.building())
                || tier == Tier.SUBSTATION
                        && parent != null
                        && parent.equals(zones.get(partner.zone()).parent());
    }

    /** The edges between two zones: 1 out of the zone, -1 into it; null if there is no way. */
    private Map<String, Integer> crossings(String from, String to) {
        List<String> up = ancestors(from);
        List<String> down = ancestors(to);
        if (!up.getLast().equals(down.getLast())) {
            return null;
        }
        Map<String, Integer> crossings = new HashMap<>();
        up.stream().filter(zone -> !down.contains(zone)).forEach(zone -> crossings.put(zone, 1));
        down.stream().filter(zone -> !up.contains(zone)).forEach(zone -> crossings.put(zone, -1));
        return crossings;
    }

    private List<String> ancestors(String zone) {
        List<String> ancestors = new ArrayList<>();
        for (String at = zone; at != null; at = zones.get(at).parent()) {
            ancestors.add(at);
        }
        return ancestors;
    }

    Best best() {
        long welfare = maximum(false, 0);
        return new Best(welfare, maximum(true, welfare));
    }

    private long maximum(boolean volume, long welfareAtLeast) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Map<String, Expression> bounds = new HashMap<>();
        Expression welfare = model.newExpression("welfare");
        Expression all = model.newExpression("volume");
        for (Pair pair : pairs) {
            Variable wh = model.newVariable(pair.sell.key() + " " + pair.buy.key())
                    .lower(0)
                    .upper(Math.min(pair.sell.order.wh(), pair.buy.order.wh()))
                    .integer(true);
            welfare.set(wh, pair.margin);
            all.set(wh, 1);
            for (Choice choice : List.of(pair.sell, pair.buy)) {
                bound(model, bounds, choice.order.id(), choice.order.wh()).set(wh, 1);
                if (choice.terms.maxWh() != null) {
                    bound(model, bounds, choice.key(), choice.terms.maxWh()).set(wh, 1);
                }
            }
            pair.crossings.forEach((zone, way) -> {
                edge(model, bounds, zones.get(zone)).set(wh, way);
            });
        }
        if (volume) {
            welfare.lower(welfareAtLeast - 0.001);
            all.weight(1);
        } else {
            welfare.weight(1);
        }
        Optimisation.Result result = model.maximise();
        if (!result.getState().isOptimal()) {
            throw new IllegalStateException("the oracle did not find an optimum: " + result);
        }
        return Math.round(result.getValue());
    }

    private static Expression bound(
            ExpressionsBasedModel model, Map<String, Expression> bounds, String name, long upper) {
        return bounds.computeIfAbsent(name, key -> model.newExpression(key).upper(upper));
    }

    private static Expression edge(ExpressionsBasedModel model, Map<String, Expression> bounds, BookZone zone) {
        return bounds.computeIfAbsent("edge " + zone.id(), key -> {
            Expression edge = model.newExpression(key);
            if (zone.exportLimitWh() != null) {
                edge.upper(zone.exportLimitWh());
            }
            if (zone.importLimitWh() != null) {
                edge.lower(-zone.importLimitWh());
            }
            return edge;
        });
    }
}
