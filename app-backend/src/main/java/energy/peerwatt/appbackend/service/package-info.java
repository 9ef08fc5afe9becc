/** The other services, asked with the person's own token. */
@NullMarked
package energy.peerwatt.appbackend.service;

import org.jspecify.annotations.NullMarked;
