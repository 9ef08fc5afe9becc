/** Events leave through a table, written in the transaction that made them true. */
@NullMarked
package energy.peerwatt.gridservice.outbox;

import org.jspecify.annotations.NullMarked;
