/** What all resources share: reading fields, problems, waiting for an answer. */
@NullMarked
package energy.peerwatt.orderbook.rest;

import org.jspecify.annotations.NullMarked;
