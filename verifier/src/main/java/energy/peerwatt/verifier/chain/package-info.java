/** What the contracts say, over JSON-RPC with the JDK's HTTP client: logs, calls, and the words they are made of. */
@NullMarked
package energy.peerwatt.verifier.chain;

import org.jspecify.annotations.NullMarked;
