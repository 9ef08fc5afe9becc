/** The form of sealed books and results. */
@NullMarked
package energy.peerwatt.messages.evidence.book;

import org.jspecify.annotations.NullMarked;
