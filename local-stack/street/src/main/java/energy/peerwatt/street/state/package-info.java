/** What the street remembers on disk: its state, and the description of its devices. */
@NullMarked
package energy.peerwatt.street.state;

import org.jspecify.annotations.NullMarked;
