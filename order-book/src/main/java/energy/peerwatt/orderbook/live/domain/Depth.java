package energy.peerwatt.orderbook.live.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.book.domain.Order;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much is offered and wanted at which limit, all zones of the community together: of a zone with three homes it would
 * say too much.
 *
 * @param sells Wh by limit, ascending
 * @param buys Wh by limit, ascending
 */
public record Depth(SortedMap<Price, Energy> sells, SortedMap<Price, Energy> buys) {
    public static final Depth EMPTY = new Depth(new TreeMap<>(), new TreeMap<>());

    /** All that one side has at one limit. */
    public record Level(Price limit, Energy energy) {}

    public Depth {
        sells = Collections.unmodifiableSortedMap(new TreeMap<>(sells));
        buys = Collections.unmodifiableSortedMap(new TreeMap<>(buys));
    }

    public static Depth of(Collection<Order> orders) {
        SortedMap<Price, Energy> sells = new TreeMap<>();
        SortedMap<Price, Energy> buys = new TreeMap<>();
        for (Order order : orders) {
            (order.side() == Side.SELL ? sells : buys).merge(order.limit(), order.left(), Energy::plus);
        }
        return new Depth(sells, buys);
    }

    public List<Level> levels(Side side) {
        return of(side).entrySet().stream()
                .map(level -> new Level(level.getKey(), level.getValue()))
                .toList();
    }

    private SortedMap<Price, Energy> of(Side side) {
        return switch (side) {
            case SELL -> sells;
            case BUY -> buys;
        };
    }

    /** Levels that are other in {@code after}, with what they hold there; zero for those that are gone. */
    List<Level> changesTo(Depth after, Side side) {
        List<Level> changes = new ArrayList<>();
        SortedMap<Price, Energy> then = after.of(side);
        of(side).keySet().stream()
                .filter(limit -> !then.containsKey(limit))
                .forEach(limit -> changes.add(new Level(limit, Energy.ZERO)));
        then.forEach((limit, energy) -> {
            if (!energy.equals(of(side).get(limit))) {
                changes.add(new Level(limit, energy));
            }
        });
        return changes;
    }
}
