/** The files of an auditor bundle, which let anyone recompute the market; see docs/bundle.md. */
@NullMarked
package energy.peerwatt.messages.bundle;

import org.jspecify.annotations.NullMarked;
