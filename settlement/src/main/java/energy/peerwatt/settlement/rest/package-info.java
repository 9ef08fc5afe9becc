/** What all resources share: reading requests, naming every violation. */
@NullMarked
package energy.peerwatt.settlement.rest;

import org.jspecify.annotations.NullMarked;
