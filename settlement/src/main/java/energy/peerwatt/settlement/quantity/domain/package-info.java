/** What a slot came to: quantities from traded and metered energy, money from quantities. Pure rules. */
@NullMarked
package energy.peerwatt.settlement.quantity.domain;

import org.jspecify.annotations.NullMarked;
