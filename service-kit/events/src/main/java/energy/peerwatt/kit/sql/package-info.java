/** Statements on whole sets, inside the transaction of a Hibernate Reactive session. */
@NullMarked
package energy.peerwatt.kit.sql;

import org.jspecify.annotations.NullMarked;
