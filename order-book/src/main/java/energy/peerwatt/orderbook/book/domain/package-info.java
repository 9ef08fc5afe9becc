/**
 * One book per community: commands in, effects out. Plain state and plain rules; time arrives in the commands, so the
 * same commands give the same effects on any machine.
 */
@NullMarked
package energy.peerwatt.orderbook.book.domain;

import org.jspecify.annotations.NullMarked;
