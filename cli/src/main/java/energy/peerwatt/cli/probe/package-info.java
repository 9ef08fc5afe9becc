/** Looks at a device or a bus without writing anything to it. */
@NullMarked
package energy.peerwatt.cli.probe;

import org.jspecify.annotations.NullMarked;
