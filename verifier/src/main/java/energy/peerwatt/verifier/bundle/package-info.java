/** The auditor bundle: fetched from the services, read strictly, every line with its place for messages. */
@NullMarked
package energy.peerwatt.verifier.bundle;

import org.jspecify.annotations.NullMarked;
