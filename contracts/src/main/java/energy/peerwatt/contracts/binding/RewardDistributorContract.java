package energy.peerwatt.contracts.binding;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.ChainLog;
import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Cumulative rewards: roots that an oracle posts, claims that anybody may bring. */
public record RewardDistributorContract(Address address) {
    static final Function POST_ROOT = new Function("postRoot(uint64,bytes32,uint256,bytes32)");
    static final Function CLAIM = new Function("claim(address,address,uint256,bytes32[])");
    static final Function CLAIMED = new Function("claimed(address)");
    static final Function TOTAL_CLAIMED = new Function("totalClaimed()");
    static final Function TOKEN = new Function("token()");
    static final Function ACTIVATION_DELAY = new Function("activationDelay()");
    static final EventType ROOT_POSTED = new EventType("RootPosted(uint64,bytes32,uint256,bytes32,uint64)");
    static final EventType ROOT_REPLACED = new EventType("RootReplaced(uint64,bytes32,uint256,bytes32,uint64,string)");
    static final EventType REWARD_CLAIMED = new EventType("Claimed(address,address,uint256,uint256)");

    /** What the distributor says in the logs. */
    public sealed interface Event {}

    /**
     * The root of an epoch, posted or put in the place of the one posted before.
     *
     * @param total all that may be claimed under it
     * @param activeAt from this block time on it is claimed against
     */
    public record RootPosted(long epoch, Hash32 root, TokenAmount total, Hash32 dataHash, Instant activeAt)
            implements Event {}

    /**
     * @param amount that was paid now
     * @param cumulative all that was ever paid to the account
     */
    public record Claimed(Address account, TokenAmount amount, TokenAmount cumulative) implements Event {}

    public ContractCall postRoot(long epoch, Hash32 root, TokenAmount total, Hash32 dataHash) {
        return POST_ROOT
                .with()
                .number(epoch)
                .hash(root)
                .number(total.nano())
                .hash(dataHash)
                .to(address);
    }

    /** @param proof siblings from the leaf up */
    public ContractCall claim(Address account, Address token, TokenAmount cumulative, List<Hash32> proof) {
        return CLAIM.with()
                .address(account)
                .address(token)
                .number(cumulative.nano())
                .hashes(proof)
                .to(address);
    }

    public TokenAmount claimed(ChainClient chain, Address account) {
        return TokenAmount.ofNano(
                new Words(chain.call(CLAIMED.with().address(account).to(address))).number());
    }

    public TokenAmount totalClaimed(ChainClient chain) {
        return TokenAmount.ofNano(new Words(chain.call(TOTAL_CLAIMED.with().to(address))).number());
    }

    public Address token(ChainClient chain) {
        return new Words(chain.call(TOKEN.with().to(address))).address();
    }

    public Duration activationDelay(ChainClient chain) {
        return Duration.ofSeconds(new Words(chain.call(ACTIVATION_DELAY.with().to(address))).number());
    }

    /** Empty for logs of other contracts and for events that only administrators care about. */
    public Optional<Event> event(ChainLog log) {
        if (ROOT_POSTED.isSaidBy(address, log) || ROOT_REPLACED.isSaidBy(address, log)) {
            Words data = new Words(log.data());
            return Optional.of(new RootPosted(
                    new Words(log.topics().get(1)).number(),
                    data.hash(),
                    TokenAmount.ofNano(data.number()),
                    data.hash(),
                    data.time()));
        }
        if (REWARD_CLAIMED.isSaidBy(address, log)) {
            Words data = new Words(log.data());
            return Optional.of(new Claimed(
                    new Words(log.topics().get(1)).address(),
                    TokenAmount.ofNano(data.number()),
                    TokenAmount.ofNano(data.number())));
        }
        return Optional.empty();
    }
}
