/** {@code ./peerwatt clear}: a book in a file, cleared; the format stands in docs/clear.md. */
@NullMarked
package energy.peerwatt.cli.clear;

import org.jspecify.annotations.NullMarked;
