/** Tapes of commands and what a book makes of them. */
@NullMarked
package energy.peerwatt.orderbook.book.domain;

import org.jspecify.annotations.NullMarked;
