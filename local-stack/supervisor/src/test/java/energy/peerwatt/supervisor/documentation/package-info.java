/** What the documents say about the repository, held against the repository. */
@NullMarked
package energy.peerwatt.supervisor.documentation;

import org.jspecify.annotations.NullMarked;
