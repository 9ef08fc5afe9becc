/** The state of the books in PostgreSQL. Tables and entities are known only here. */
@NullMarked
package energy.peerwatt.orderbook.book.store;

import org.jspecify.annotations.NullMarked;
