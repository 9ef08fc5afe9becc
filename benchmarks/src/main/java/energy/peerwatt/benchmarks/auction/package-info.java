/** Call auctions: one zone, and a tree of zones. */
@NullMarked
package energy.peerwatt.benchmarks.auction;

import org.jspecify.annotations.NullMarked;
