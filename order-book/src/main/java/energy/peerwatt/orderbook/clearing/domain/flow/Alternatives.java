package energy.peerwatt.orderbook.clearing.domain.flow;

import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.Preference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every order would accept from whom, and how much of each alternative is left. */
public final class Alternatives {
    /** Stands for no alternative that fits. */
    public static final int NONE = -1;

    private static final Preference ANYBODY = new Preference(List.of(), List.of(), null, null);

    private final OrderTable table;
    private final Alternative[] @Nullable [] all;

    /** One alternative of an order, its limit clipped to floor or cap. */
    private static final class Alternative {
        final Preference terms;
        final long limit;
        long left;

        Alternative(Preference terms, long limit, long left) {
            this.terms = terms;
            this.limit = limit;
            this.left = left;
        }
    }

    public Alternatives(OrderTable table) {
        this.table = table;
        this.all = new Alternative[table.size()][];
    }

    /** Made when they are first asked for: in most books nobody has any but the order itself. */
    private Alternative[] of(int order) {
        Alternative[] alternatives = all[order];
        if (alternatives == null) {
            alternatives = of(table.order(order), table.worth(order));
            all[order] = alternatives;
        }
        return alternatives;
    }

    private static Alternative[] of(BookOrder order, long worth) {
        if (order.givesOnly()) {
            return new Alternative[0];
        }
        if (order.preferences().isEmpty()) {
            return new Alternative[] {new Alternative(ANYBODY, worth, order.wh())};
        }
        List<Alternative> alternatives = new ArrayList<>();
        for (Preference preference : order.preferences()) {
            long limit = preference.limit() == null ? worth : order.clipped(preference.limit());
            long most = preference.maxWh() == null ? order.wh() : Math.min(preference.maxWh(), order.wh());
            alternatives.add(new Alternative(preference, limit, most));
        }
        return alternatives.toArray(Alternative[]::new);
    }

    public int count(int order) {
        return of(order).length;
    }

    /** Whom and what an alternative is about. */
    public Preference terms(int order, int alternative) {
        return of(order)[alternative].terms;
    }

    public long limit(int order, int alternative) {
        return of(order)[alternative].limit;
    }

    public long left(int order, int alternative) {
        return of(order)[alternative].left;
    }

    public void take(int order, int alternative, long wh) {
        of(order)[alternative].left -= wh;
    }

    /** Whether an alternative of {@code order} is about trading with {@code other}. */
    public boolean fits(int order, int alternative, int other) {
        Preference terms = of(order)[alternative].terms;
        return (terms.maxTier() == null || table.isWithin(terms.maxTier(), order, other))
                && (terms.partners().isEmpty()
                        || terms.partners().contains(table.order(other).account()))
                && isOf(terms, table.order(table.sells(order) ? order : other));
    }

    /** Whether anybody at all could trade by it: a sell that is about other energy than it sells has nothing to sell. */
    public boolean canFit(int order, int alternative) {
        return !table.sells(order) || isOf(of(order)[alternative].terms, table.order(order));
    }

    private static boolean isOf(Preference terms, BookOrder sell) {
        return terms.sources().isEmpty()
                || sell.source() != null && terms.sources().contains(sell.source());
    }

    /** The best alternative of {@code order} for {@code other} that has something left, or {@link #NONE}. */
    public int best(int order, int other) {
        int best = NONE;
        for (int k = 0; k < count(order); k++) {
            if (left(order, k) > 0
                    && fits(order, k, other)
                    && (best == NONE
                            || (table.sells(order)
                                    ? limit(order, k) < limit(order, best)
                                    : limit(order, k) > limit(order, best)))) {
                best = k;
            }
        }
        return best;
    }
}
