/** Key figures of members and communities over a period, from settled slots and telemetry. */
@NullMarked
package energy.peerwatt.settlement.kpi;

import org.jspecify.annotations.NullMarked;
