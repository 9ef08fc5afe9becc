package energy.peerwatt.contracts.chain;

/**
 * Something to ask of a contract, or to have it do.
 *
 * @param data selector and arguments; not to be changed
 */
public record ContractCall(Address to, byte[] data) {}
