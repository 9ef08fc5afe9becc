package energy.peerwatt.settlement.chain;

import energy.peerwatt.contracts.binding.EscrowContract;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.RunningNet;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.settlement.batch.BatchRow;
import energy.peerwatt.settlement.batch.Batches;
import energy.peerwatt.settlement.config.ChainConfig;
import energy.peerwatt.settlement.ledger.domain.LedgerAccount;
import energy.peerwatt.settlement.sql.Offload;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * For every account: what the ledger has of deposits, withdrawals and batched slots is the contract's balance plus the
 * nets of periods that are not closed. A difference stops all further commits until it is gone.
 */
@ApplicationScoped
public class Reconciliation {
    private static final Logger LOG = Logger.getLogger(Reconciliation.class);

    private final ChainConnection connection;
    private final Blocks blocks;
    private final Batches batches;
    private final Offload offload;
    private final Clock clock;
    private final AtomicInteger differing;
    private final Duration rest;
    private volatile Optional<Result> last = Optional.empty();
    private volatile long comparedAt;

    Reconciliation(
            ChainConnection connection,
            Blocks blocks,
            Batches batches,
            Offload offload,
            Clock clock,
            ChainConfig config,
            MeterRegistry metrics) {
        this.connection = connection;
        this.blocks = blocks;
        this.batches = batches;
        this.offload = offload;
        this.clock = clock;
        this.rest = config.reconcileRest();
        this.differing =
                Objects.requireNonNull(metrics.gauge("peerwatt.reconciliation.differences", new AtomicInteger()));
    }

    /**
     * @param block at which chain and ledger were compared
     * @param differences in words; empty when all is well
     */
    public record Result(long block, int accounts, List<String> differences) {}

    private record OnChain(Hash32 head, long number, Map<Integer, Long> balances) {}

    /** Absent until the first comparison. */
    public Optional<Result> last() {
        return last;
    }

    boolean allowsCommits() {
        return last.map(result -> result.differences().isEmpty()).orElse(true);
    }

    /** Says nothing if the chain went on while it was read: the next run will be luckier. */
    public Uni<Void> run() {
        return isFresh() ? Uni.createFrom().voidItem() : compare();
    }

    /** All sums are made anew each time; after one that was right the next can wait. */
    private boolean isFresh() {
        return last.filter(result -> result.differences().isEmpty()).isPresent()
                && System.nanoTime() - comparedAt < rest.toNanos();
    }

    private Uni<Void> compare() {
        return connection
                .contracts()
                .map(contracts -> Panache.withSession(Reconciliation::owners)
                        .chain(owners -> offload.call(() -> read(contracts, owners.size()))
                                .chain(read -> read.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : Panache.withTransaction(() -> oneSnapshot()
                                                .chain(() -> compare(contracts.cell(), read.get(), owners))))))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Ledger and batches must be of one moment, or a batch sealed between two questions looks like a difference. */
    private static Uni<Integer> oneSnapshot() {
        return Sql.of("set transaction isolation level repeatable read").run();
    }

    private static Uni<Map<Integer, String>> owners() {
        return Sql.of("select account_index, owner from canonical_escrow_account")
                .list(row -> Map.entry(row.small(0), row.text(1)))
                .map(rows ->
                        new TreeMap<>(rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    }

    private static Optional<OnChain> read(ChainContracts contracts, int accounts) {
        ChainClient client = contracts.client();
        EscrowContract escrow = contracts.addresses().escrowContract();
        var before = client.head();
        Map<Integer, Long> balances = new HashMap<>();
        for (int index = 0; index < accounts; index++) {
            balances.put(index, escrow.balanceOf(client, index).nano());
        }
        return client.head().hash().equals(before.hash())
                ? Optional.of(new OnChain(before.hash(), before.number(), balances))
                : Optional.empty();
    }

    private Uni<Void> compare(CommunityId cell, OnChain chain, Map<Integer, String> owners) {
        return blocks.tip().chain(tip -> {
            if (tip.filter(block -> block.hash().equals(chain.head())).isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            return booked(cell, codes(owners))
                    .chain(booked -> batches.lastOfOpenPeriods(cell)
                            .chain(open -> conclude(cell, chain, differences(owners, booked, open, chain))));
        });
    }

    private static List<String> codes(Map<Integer, String> owners) {
        return owners.entrySet().stream()
                .map(owner ->
                        LedgerAccount.ofIndex(owner.getKey(), owner.getValue()).code())
                .toList();
    }

    /** Per account code: everything but slots and responses that are in no batch yet. */
    private static Uni<Map<String, Long>> booked(CommunityId cell, List<String> accounts) {
        if (accounts.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Sql.of("""
                select e.account, sum(e.amount)
                from ledger_entry e join posting p on p.id = e.posting
                    left join slot s on s.community = p.community and s.start = p.slot_start
                    left join response r on p.cause = 'response' and cast(r.event as text) = p.cause_id
                where e.account in (:accounts) and p.community = :community
                    and (p.slot_start is null or s.batch is not null) and (r.event is null or r.batch is not null)
                group by e.account
                """)
                .with("accounts", accounts)
                .with("community", cell.value())
                .list(row -> Map.entry(row.text(0), row.number(1)))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static List<String> differences(
            Map<Integer, String> owners, Map<String, Long> booked, List<BatchRow> openPeriods, OnChain chain) {
        List<String> differences = new ArrayList<>();
        owners.forEach((index, owner) -> {
            String account = LedgerAccount.ofIndex(index, owner).code();
            long unclosed = openPeriods.stream()
                    .map(batch -> RunningNet.decode(batch.net()))
                    .mapToLong(net -> index < net.length ? net[index] : 0)
                    .sum();
            long onChain = chain.balances().getOrDefault(index, 0L) + unclosed;
            long inLedger = booked.getOrDefault(account, 0L);
            if (onChain != inLedger) {
                differences.add(account + ": ledger " + inLedger + ", chain " + onChain);
            }
        });
        return differences;
    }

    private Uni<Void> conclude(CommunityId cell, OnChain chain, List<String> differences) {
        comparedAt = System.nanoTime();
        differing.set(differences.size());
        if (!differences.isEmpty()) {
            LOG.errorf("ledger and chain differ at block %d: %s", chain.number(), differences);
        }
        boolean same =
                last.filter(result -> result.differences().equals(differences)).isPresent();
        last = Optional.of(new Result(chain.number(), chain.balances().size(), differences));
        // A run that found what the one before found is no news.
        return same
                ? Uni.createFrom().voidItem()
                : Sql.of("""
                        insert into reconciliation (community, block, number, checked_at, accounts, differences)
                        values (:community, :block, :number, :now, :accounts, :differences)
                        """)
                        .with("community", cell.value())
                        .with("block", chain.head().hex())
                        .with("number", chain.number())
                        .with("now", clock.instant())
                        .with("accounts", chain.balances().size())
                        .with("differences", String.join("\n", differences))
                        .run()
                        .replaceWithVoid();
    }
}
