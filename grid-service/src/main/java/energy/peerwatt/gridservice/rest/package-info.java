/** What all resources share: reading requests, naming every violation, and who the caller is. */
@NullMarked
package energy.peerwatt.gridservice.rest;

import org.jspecify.annotations.NullMarked;
