/** The backend of the household app and the web pages of all three people. */
@NullMarked
package energy.peerwatt.appbackend;

import org.jspecify.annotations.NullMarked;
