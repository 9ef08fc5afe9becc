package energy.peerwatt.appbackend.service;

import energy.peerwatt.messages.time.Slot;
import java.util.List;

/** A member's slots as settlement settled them; money in nano-currency, energy in Wh. */
public record Statement(List<Line> lines, Total total) {
    /**
     * @param congestion what limits of the grid added to purchases
     * @param supplier what the supplier pays (+) or charges (-) for what was not traded
     * @param better than the supplier alone
     */
    public record Line(
            Slot slot,
            String state,
            long imported,
            long exported,
            long bought,
            long sold,
            long traded,
            long fees,
            long congestion,
            long supplier,
            long total,
            long supplierAlone,
            long better) {}

    public record Total(
            long traded, long fees, long congestion, long supplier, long total, long supplierAlone, long better) {}
}
