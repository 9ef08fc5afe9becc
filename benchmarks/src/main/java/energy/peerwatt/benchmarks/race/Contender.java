package energy.peerwatt.benchmarks.race;

import exchange.core2.core.common.cmd.OrderCommand;

/** A matching engine with one book. */
interface Contender {
    void apply(OrderCommand command);

    Tally tally();

    /** Everything that rests, as one number; the same in any engine. */
    long restingHash();
}
