package energy.peerwatt.verifier.chain;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.verifier.CannotRun;

/** A node of the chain, asked in the methods of Ethereum's JSON-RPC; reads only. */
@FunctionalInterface
public interface Node {
    /**
     * The result of a method.
     *
     * @throws CannotRun if the node is away, or answers with an error
     */
    JsonNode call(String method, Object... params) throws CannotRun;
}
