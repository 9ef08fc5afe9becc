package energy.peerwatt.contracts.binding;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.ChainLog;
import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.quantity.Money;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/** The members' money. Amounts of the token are in its units, 10^-6; balances are nano-currency. */
public record EscrowContract(Address address) {
    static final Function OPEN_ACCOUNT = new Function("openAccount(address)");
    static final Function DEPOSIT = new Function("deposit(address,uint256)");
    static final Function REQUEST_WITHDRAW = new Function("requestWithdraw(uint128)");
    static final Function WITHDRAW = new Function("withdraw()");
    static final Function SET_LEDGER = new Function("setLedger(address)");
    static final Function BALANCE_OF = new Function("balanceOf(uint16)");
    static final Function INDEX_OF = new Function("indexOf(address)");
    static final Function HAS_ACCOUNT = new Function("hasAccount(address)");
    static final Function OWNER_OF = new Function("ownerOf(uint16)");
    static final Function ACCOUNT_COUNT = new Function("accountCount()");
    static final Function LEDGER = new Function("ledger()");
    static final Function TOKEN = new Function("token()");
    static final EventType ACCOUNT_OPENED = new EventType("AccountOpened(uint16,address)");
    static final EventType DEPOSITED = new EventType("Deposited(uint16,uint256)");
    static final EventType WITHDRAW_REQUESTED = new EventType("WithdrawRequested(uint16,uint256,uint64)");
    static final EventType WITHDRAWN = new EventType("Withdrawn(uint16,uint256)");
    static final EventType NET_APPLIED = new EventType("NetApplied(uint32,bytes32)");
    static final EventType SHORTFALL_COVERED = new EventType("ShortfallCovered(uint32,uint16,uint256)");

    /** Nano-currency in one unit of the token. */
    public static final long NANO_PER_UNIT = 1_000;

    /** What the escrow says in the logs. */
    public sealed interface Event {}

    public record AccountOpened(int index, Address owner) implements Event {}

    public record Deposited(int index, Money amount) implements Event {}

    /** @param readyAt time of the chain from which on it can be withdrawn */
    public record WithdrawRequested(int index, Money amount, Instant readyAt) implements Event {}

    public record Withdrawn(int index, Money amount) implements Event {}

    public record NetApplied(long period, Hash32 netHash) implements Event {}

    /** The insurance account paid what this account was short of in a period's net. */
    public record ShortfallCovered(long period, int index, Money amount) implements Event {}

    public ContractCall openAccount(Address owner) {
        return OPEN_ACCOUNT.with().address(owner).to(address);
    }

    /** @param units of the token; the caller must have approved them */
    public ContractCall deposit(Address owner, BigInteger units) {
        return DEPOSIT.with().address(owner).number(units).to(address);
    }

    public ContractCall requestWithdraw(Money amount) {
        return REQUEST_WITHDRAW.with().number(BigInteger.valueOf(amount.nano())).to(address);
    }

    public ContractCall withdraw() {
        return WITHDRAW.with().to(address);
    }

    public ContractCall setLedger(Address ledger) {
        return SET_LEDGER.with().address(ledger).to(address);
    }

    public Money balanceOf(ChainClient chain, int index) {
        return Money.ofNano(new Words(chain.call(BALANCE_OF.with().number(index).to(address))).number());
    }

    /** Empty if the owner has no account. */
    public Optional<Integer> indexOf(ChainClient chain, Address owner) {
        boolean has = new Words(chain.call(HAS_ACCOUNT.with().address(owner).to(address))).flag();
        return has
                ? Optional.of(
                        new Words(chain.call(INDEX_OF.with().address(owner).to(address))).small())
                : Optional.empty();
    }

    public Address ownerOf(ChainClient chain, int index) {
        return new Words(chain.call(OWNER_OF.with().number(index).to(address))).address();
    }

    public int accountCount(ChainClient chain) {
        return new Words(chain.call(ACCOUNT_COUNT.with().to(address))).small();
    }

    /** {@link Address#ZERO} while none is named. */
    public Address ledger(ChainClient chain) {
        return new Words(chain.call(LEDGER.with().to(address))).address();
    }

    public Address token(ChainClient chain) {
        return new Words(chain.call(TOKEN.with().to(address))).address();
    }

    /** Empty for logs of other contracts and for events that only administrators care about. */
    public Optional<Event> event(ChainLog log) {
        if (ACCOUNT_OPENED.isSaidBy(address, log)) {
            return Optional.of(
                    new AccountOpened(topic(log, 1).small(), topic(log, 2).address()));
        }
        if (DEPOSITED.isSaidBy(address, log)) {
            return Optional.of(new Deposited(topic(log, 1).small(), money(new Words(log.data()))));
        }
        if (WITHDRAW_REQUESTED.isSaidBy(address, log)) {
            Words data = new Words(log.data());
            return Optional.of(new WithdrawRequested(topic(log, 1).small(), money(data), data.time()));
        }
        if (WITHDRAWN.isSaidBy(address, log)) {
            return Optional.of(new Withdrawn(topic(log, 1).small(), money(new Words(log.data()))));
        }
        if (NET_APPLIED.isSaidBy(address, log)) {
            return Optional.of(new NetApplied(topic(log, 1).number(), new Words(log.data()).hash()));
        }
        if (SHORTFALL_COVERED.isSaidBy(address, log)) {
            return Optional.of(
                    new ShortfallCovered(topic(log, 1).number(), topic(log, 2).small(), money(new Words(log.data()))));
        }
        return Optional.empty();
    }

    private static Words topic(ChainLog log, int index) {
        return new Words(log.topics().get(index));
    }

    private static Money money(Words data) {
        return Money.ofNano(data.number());
    }
}
