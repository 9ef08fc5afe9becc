/** What travels between services and how it is written; plain Java, no framework. */
@NullMarked
package energy.peerwatt.messages;

import org.jspecify.annotations.NullMarked;
