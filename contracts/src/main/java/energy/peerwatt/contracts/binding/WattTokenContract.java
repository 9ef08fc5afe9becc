package energy.peerwatt.contracts.binding;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.nio.charset.StandardCharsets;

/** The reward token, counted in nano-WATT. */
public record WattTokenContract(Address address) {
    static final Function BALANCE_OF = new Function("balanceOf(address)");
    static final Function TOTAL_SUPPLY = new Function("totalSupply()");
    static final Function GRANT_ROLE = new Function("grantRole(bytes32,address)");
    static final Function HAS_ROLE = new Function("hasRole(bytes32,address)");
    private static final Hash32 MINTER = Hash32.of(Hashing.keccak256("MINTER".getBytes(StandardCharsets.US_ASCII)));

    public TokenAmount balanceOf(ChainClient chain, Address owner) {
        return TokenAmount.ofNano(
                new Words(chain.call(BALANCE_OF.with().address(owner).to(address))).number());
    }

    public TokenAmount totalSupply(ChainClient chain) {
        return TokenAmount.ofNano(new Words(chain.call(TOTAL_SUPPLY.with().to(address))).number());
    }

    public ContractCall letMint(Address minter) {
        return GRANT_ROLE.with().hash(MINTER).address(minter).to(address);
    }

    public boolean mayMint(ChainClient chain, Address minter) {
        return new Words(chain.call(HAS_ROLE.with().hash(MINTER).address(minter).to(address))).flag();
    }
}
