/** Who is signed in, and what they are. */
@NullMarked
package energy.peerwatt.appbackend.person;

import org.jspecify.annotations.NullMarked;
