/** Recomputes a community's market from its auditor bundle and compares every byte with the chain. Independent of all services. */
@NullMarked
package energy.peerwatt.verifier;

import org.jspecify.annotations.NullMarked;
