package energy.peerwatt.orderbook.auction.domain;

import energy.peerwatt.messages.evidence.SealedBook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order and what it trades.
 *
 * @param wh more than 0
 */
record Filled(SealedBook.Order order, long wh) {

    /** The orders of one side that trade, in merit order, equals by the tie-break. */
    static List<Filled> of(Crossing.Taken taken, TieBreak tieBreak) {
        MeritOrder side = taken.side();
        List<Filled> filled = new ArrayList<>(taken.levelEnd());
        for (int start = 0; start < taken.levelEnd(); ) {
            int end = side.levelEnd(start);
            addLevel(side, start, end, start == taken.levelStart() ? taken : null, tieBreak, filled);
            start = end;
        }
        return filled;
    }

    private static void addLevel(
            MeritOrder side,
            int start,
            int end,
            Crossing.@Nullable Taken marginal,
            TieBreak tieBreak,
            List<Filled> filled) {
        if (end - start == 1) {
            add(side.order(start), marginal == null ? side.wh(start) : marginal.levelWh(), filled);
            return;
        }
        Ranked[] level = new Ranked[end - start];
        for (int i = start; i < end; i++) {
            level[i - start] = new Ranked(side.order(i), tieBreak.of(side.order(i)));
        }
        Arrays.sort(level, Comparator.comparing(Ranked::tie));
        long[] wh = Arrays.stream(level)
                .mapToLong(ranked -> ranked.order.energy().wattHours())
                .toArray();
        if (marginal != null) {
            wh = Rationing.proRata(wh, marginal.levelWh(), i -> level[i].tie);
        }
        for (int i = 0; i < level.length; i++) {
            add(level[i].order, wh[i], filled);
        }
    }

    private record Ranked(SealedBook.Order order, TieBreak.Tie tie) {}

    private static void add(SealedBook.Order order, long wh, List<Filled> filled) {
        if (wh > 0) {
            filled.add(new Filled(order, wh));
        }
    }
}
