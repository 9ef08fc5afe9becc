/** Demand-response calls: published, started, ended, and what people see of them. */
@NullMarked
package energy.peerwatt.gridservice.event;

import org.jspecify.annotations.NullMarked;
