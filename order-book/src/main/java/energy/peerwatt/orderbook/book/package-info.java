/** The books: the log of commands, its one writer per partition, and the order resource. */
@NullMarked
package energy.peerwatt.orderbook.book;

import org.jspecify.annotations.NullMarked;
