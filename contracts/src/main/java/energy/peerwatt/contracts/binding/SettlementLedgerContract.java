package energy.peerwatt.contracts.binding;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.ChainLog;
import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The batches of one community. */
public record SettlementLedgerContract(Address address) {
    private static final String HEADER = "(uint8,bytes16,uint64,uint32,bool,uint32,uint32,uint32,uint32,uint16,uint64,"
            + "uint128,uint32,bytes32,bytes32,bytes32)";
    static final Function COMMIT = new Function("commit(" + HEADER + ")");
    static final Function CLOSE = new Function("close(" + HEADER + ",bytes32,uint64,bytes)");
    static final Function HEAD = new Function("head()");
    static final Function HASH_OF = new Function("hashOf(uint64)");
    static final Function CELL = new Function("cell()");
    static final Function ESCROW = new Function("escrow()");
    static final Function CHALLENGE_WINDOW = new Function("challengeWindow()");
    static final EventType BATCH_COMMITTED =
            new EventType("BatchCommitted(uint64,bytes32,bytes32,uint64," + HEADER + ")");
    static final EventType PERIOD_CLOSED = new EventType("PeriodClosed(uint32,uint64,uint16,bytes32)");

    /** What the ledger says in the logs. */
    public sealed interface Event {}

    /**
     * @param hash of this batch: {@code header.hash(previous, committedAt)}
     * @param committedAt time of the block
     */
    public record BatchCommitted(long number, Hash32 hash, Hash32 previous, Instant committedAt, BatchHeader header)
            implements Event {}

    /** @param number of the period's last batch */
    public record PeriodClosed(long period, long number, int accounts, Hash32 cumulativeNetHash) implements Event {}

    /**
     * @param number of the newest batch, 0 before the first
     * @param closedNumber last batch of the last closed period, 0 before the first
     * @param slotTo slot number at which the next batch begins
     */
    public record Head(
            long number,
            long closedNumber,
            long period,
            long closedPeriods,
            long slotTo,
            int accounts,
            boolean endsPeriod,
            boolean paused) {}

    public ContractCall commit(BatchHeader header) {
        return COMMIT.with().words(header.encode()).to(address);
    }

    /**
     * @param last header of the period's last batch
     * @param previous hash of the batch before it
     * @param committedAt time of the block that holds it
     * @param net {@link energy.peerwatt.messages.evidence.RunningNet} after it, encoded
     */
    public ContractCall close(BatchHeader last, Hash32 previous, Instant committedAt, byte[] net) {
        return CLOSE.with()
                .words(last.encode())
                .hash(previous)
                .number(committedAt.getEpochSecond())
                .bytes(net)
                .to(address);
    }

    public Head head(ChainClient chain) {
        Words words = new Words(chain.call(HEAD.with().to(address)));
        return new Head(
                words.number(),
                words.number(),
                words.number(),
                words.number(),
                words.number(),
                words.small(),
                words.flag(),
                words.flag());
    }

    /** @throws energy.peerwatt.contracts.chain.ChainRefused for a batch that is not among the last 4,096 */
    public Hash32 hashOf(ChainClient chain, long number) {
        return new Words(chain.call(HASH_OF.with().number(number).to(address))).hash();
    }

    public CommunityId cell(ChainClient chain) {
        return new CommunityId(new Words(chain.call(CELL.with().to(address))).id());
    }

    public Address escrow(ChainClient chain) {
        return new Words(chain.call(ESCROW.with().to(address))).address();
    }

    /** From the commit of a period's last batch to the earliest close, in the chain's time. */
    public Duration challengeWindow(ChainClient chain) {
        return Duration.ofSeconds(new Words(chain.call(CHALLENGE_WINDOW.with().to(address))).number());
    }

    /** Empty for logs of other contracts and for events that only administrators care about. */
    public Optional<Event> event(ChainLog log) {
        if (BATCH_COMMITTED.isSaidBy(address, log)) {
            Words data = new Words(log.data());
            return Optional.of(new BatchCommitted(
                    new Words(log.topics().get(1)).number(), data.hash(), data.hash(), data.time(), header(data)));
        }
        if (PERIOD_CLOSED.isSaidBy(address, log)) {
            Words data = new Words(log.data());
            return Optional.of(new PeriodClosed(
                    new Words(log.topics().get(1)).number(), data.number(), data.small(), data.hash()));
        }
        return Optional.empty();
    }

    private static BatchHeader header(Words data) {
        return new BatchHeader(
                data.small(),
                new CommunityId(data.id()),
                data.number(),
                data.number(),
                data.flag(),
                data.number(),
                data.number(),
                data.number(),
                data.small(),
                data.small(),
                new Energy(data.number()),
                Money.ofNano(data.number()),
                data.number(),
                data.hash(),
                data.hash(),
                data.hash());
    }
}
