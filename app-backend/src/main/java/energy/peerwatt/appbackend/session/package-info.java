/** Server-side sessions: the browser holds an opaque id, PostgreSQL holds the tokens, sealed under that id. */
@NullMarked
package energy.peerwatt.appbackend.session;

import org.jspecify.annotations.NullMarked;
