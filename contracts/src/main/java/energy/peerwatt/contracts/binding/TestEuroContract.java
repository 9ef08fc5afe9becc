package energy.peerwatt.contracts.binding;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.ContractCall;
import java.math.BigInteger;

/** The stand-in for e-money on local chains. All amounts are in units of 10^-6 euro. */
public record TestEuroContract(Address address) {
    static final Function MINT = new Function("mint(address,uint256)");
    static final Function APPROVE = new Function("approve(address,uint256)");
    static final Function TRANSFER = new Function("transfer(address,uint256)");
    static final Function BALANCE_OF = new Function("balanceOf(address)");
    static final Function ALLOWANCE = new Function("allowance(address,address)");

    public ContractCall mint(Address to, BigInteger units) {
        return MINT.with().address(to).number(units).to(address);
    }

    public ContractCall approve(Address spender, BigInteger units) {
        return APPROVE.with().address(spender).number(units).to(address);
    }

    public ContractCall transfer(Address to, BigInteger units) {
        return TRANSFER.with().address(to).number(units).to(address);
    }

    public BigInteger balanceOf(ChainClient chain, Address owner) {
        return new Words(chain.call(BALANCE_OF.with().address(owner).to(address))).big();
    }

    public BigInteger allowance(ChainClient chain, Address owner, Address spender) {
        return new Words(chain.call(
                        ALLOWANCE.with().address(owner).address(spender).to(address)))
                .big();
    }
}
