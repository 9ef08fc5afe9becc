/** What the key figures are, as pure functions; docs/kpis.md defines them. */
@NullMarked
package energy.peerwatt.settlement.kpi.domain;

import org.jspecify.annotations.NullMarked;
