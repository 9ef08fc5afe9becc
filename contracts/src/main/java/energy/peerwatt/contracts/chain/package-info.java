/** Speaking to a chain: what is asked, what is answered, and how it can fail. web3j stays behind {@link energy.peerwatt.contracts.chain.JsonRpcChainClient}. */
@NullMarked
package energy.peerwatt.contracts.chain;

import org.jspecify.annotations.NullMarked;
