package energy.peerwatt.contracts.wallet;

import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.contracts.chain.Fees;

/** An EIP-1559 transaction that calls a contract and moves no ether. */
public record FeeMarketTransaction(long chainId, long nonce, long gasLimit, Fees fees, ContractCall call) {}
