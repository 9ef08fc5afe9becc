package energy.peerwatt.orderbook.clearing.domain.flow;

import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.Preference;
import java.util.ArrayList;
import java.util.List;

/** What every order would accept from whom, and how much of each alternative is left. */
public final class Alternatives {
    /** Stands for no alternative that fits. */
    public static final int NONE = -1;

    private final OrderTable table;
    private final List<List<Alternative>> all = new ArrayList<>();

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
        for (int i = 0; i < table.size(); i++) {
            all.add(of(table.order(i), table.worth(i)));
        }
    }

    private static List<Alternative> of(BookOrder order, long worth) {
        if (order.givesOnly()) {
            return List.of();
        }
        if (order.preferences().isEmpty()) {
            return List.of(new Alternative(new Preference(List.of(), List.of(), null, null), worth, order.wh()));
        }
        List<Alternative> alternatives = new ArrayList<>();
        for (Preference preference : order.preferences()) {
            long limit = preference.limit() == null ? worth : order.clipped(preference.limit());
            long most = preference.maxWh() == null ? order.wh() : Math.min(preference.maxWh(), order.wh());
            alternatives.add(new Alternative(preference, limit, most));
        }
        return alternatives;
    }

    public int count(int order) {
        return all.get(order).size();
    }

    /** Whom and what an alternative is about. */
    public Preference terms(int order, int alternative) {
        return all.get(order).get(alternative).terms;
    }

    public long limit(int order, int alternative) {
        return all.get(order).get(alternative).limit;
    }

    public long left(int order, int alternative) {
        return all.get(order).get(alternative).left;
    }

    public void take(int order, int alternative, long wh) {
        all.get(order).get(alternative).left -= wh;
    }

    /** Whether an alternative of {@code order} is about trading with {@code other}. */
    public boolean fits(int order, int alternative, int other) {
        Preference terms = all.get(order).get(alternative).terms;
        BookOrder partner = table.order(other);
        return (terms.partners().isEmpty() || terms.partners().contains(partner.account()))
                && (terms.sources().isEmpty()
                        || partner.source() != null && terms.sources().contains(partner.source()));
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
