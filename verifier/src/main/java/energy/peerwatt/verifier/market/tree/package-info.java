/** The auction over a tree of zones, found by asking every zone what it would send at a price, and proven best. */
@NullMarked
package energy.peerwatt.verifier.market.tree;

import org.jspecify.annotations.NullMarked;
