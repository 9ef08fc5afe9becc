package energy.peerwatt.settlement.chain;

import energy.peerwatt.contracts.chain.Block;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.ChainLog;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.settlement.batch.Batches;
import energy.peerwatt.settlement.chain.domain.ChainWalk;
import energy.peerwatt.settlement.chain.domain.ChainWalk.Known;
import energy.peerwatt.settlement.chain.domain.ChainWalk.Plan;
import energy.peerwatt.settlement.config.ChainConfig;
import energy.peerwatt.settlement.sql.Offload;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Follows the chain by polling its head and walking parents; logs are asked for by block hash. Nodes forget to announce
 * what a reorganisation removed, so nothing here depends on being told.
 */
@ApplicationScoped
public class Indexer {
    private static final Logger LOG = Logger.getLogger(Indexer.class);
    private static final int BLOCKS_AT_ONCE = 50;
    private static final int BLOCKS_REMEMBERED = 64;

    private final Blocks blocks;
    private final Projections projections;
    private final EscrowEvents escrow;
    private final Batches batches;
    private final Transactions transactions;
    private final Offload offload;
    private final ChainConfig config;
    private final MeterRegistry metrics;
    private final AtomicLong indexed = new AtomicLong();

    Indexer(
            Blocks blocks,
            Projections projections,
            EscrowEvents escrow,
            Batches batches,
            Transactions transactions,
            Offload offload,
            ChainConfig config,
            MeterRegistry metrics) {
        this.blocks = blocks;
        this.projections = projections;
        this.escrow = escrow;
        this.batches = batches;
        this.transactions = transactions;
        this.offload = offload;
        this.config = config;
        this.metrics = metrics;
        metrics.gauge("peerwatt.chain.indexed", indexed);
    }

    private record Fetched(Block block, List<ChainLog> logs) {}

    private sealed interface Found {
        record Nothing() implements Found {}

        record More(List<Fetched> blocks) implements Found {}

        record Turned(long lastCommon) implements Found {}
    }

    /** Goes on until there is nothing new. */
    public Uni<Void> catchUp(ChainContracts contracts) {
        return Panache.withSession(() -> blocks.newest(BLOCKS_REMEMBERED))
                .chain(known -> offload.call(() -> look(contracts, known)))
                .chain(found -> switch (found) {
                    case Found.Nothing() -> Uni.createFrom().voidItem();
                    case Found.More(List<Fetched> more) ->
                        Panache.withTransaction(() -> extend(contracts, more)).chain(() -> catchUp(contracts));
                    case Found.Turned(long lastCommon) ->
                        Panache.withTransaction(() -> turnBack(contracts, lastCommon))
                                .chain(() -> catchUp(contracts));
                });
    }

    private static Found look(ChainContracts contracts, List<Known> known) {
        ChainClient client = contracts.client();
        Plan plan = ChainWalk.next(
                known,
                contracts.firstBlock(),
                client.head().number(),
                number -> client.block(number).map(Block::hash),
                BLOCKS_AT_ONCE);
        return switch (plan) {
            case Plan.UpToDate() -> new Found.Nothing();
            case Plan.TurnBack(long lastCommon) -> new Found.Turned(lastCommon);
            case Plan.Extend(long from, long to) -> {
                List<Fetched> more = fetch(contracts, known, from, to);
                yield more.isEmpty() ? new Found.Nothing() : new Found.More(more);
            }
        };
    }

    /** Stops where the chain turned while it was read; the next look sees why. */
    private static List<Fetched> fetch(ChainContracts contracts, List<Known> known, long from, long to) {
        List<Fetched> more = new ArrayList<>();
        Optional<Hash32> parent = known.stream().findFirst().map(Known::hash);
        for (long number = from; number <= to; number++) {
            Optional<Block> block = contracts.client().block(number);
            Optional<Hash32> expected = parent;
            if (block.isEmpty()
                    || expected.filter(hash -> !hash.equals(block.get().parentHash()))
                            .isPresent()) {
                break;
            }
            more.add(
                    new Fetched(block.get(), contracts.client().logs(block.get().hash(), contracts.emitters())));
            parent = Optional.of(block.get().hash());
        }
        return more;
    }

    private Uni<Void> extend(ChainContracts contracts, List<Fetched> more) {
        long newest = more.getLast().block().number();
        return Multi.createFrom()
                .iterable(more)
                .onItem()
                .transformToUniAndConcatenate(fetched -> apply(contracts, fetched))
                .collect()
                .last()
                .chain(() -> transactions.confirmUpTo(newest - config.confirmations()))
                .chain(() -> batches.finalUpTo(newest - config.confirmations()))
                .invoke(() -> indexed.set(newest));
    }

    private Uni<Void> apply(ChainContracts contracts, Fetched fetched) {
        return blocks.add(fetched.block())
                .chain(times -> Multi.createFrom()
                        .iterable(fetched.logs())
                        .onItem()
                        .transformToUniAndConcatenate(
                                log -> blocks.add(log).chain(() -> projections.apply(contracts, log, times)))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    private Uni<Void> turnBack(ChainContracts contracts, long lastCommon) {
        LOG.warnf("chain: turned back to block %d", lastCommon);
        metrics.counter("peerwatt.chain.reorganised").increment();
        return blocks.above(lastCommon)
                .chain(orphaned -> Multi.createFrom()
                        .iterable(orphaned)
                        .onItem()
                        .transformToUniAndConcatenate(
                                block -> escrow.orphan(contracts.cell(), block.hash(), block.times())
                                        .chain(() -> batches.orphaned(block.hash()))
                                        .chain(() -> transactions.orphaned(block.hash()))
                                        .chain(() -> blocks.orphan(block.hash())))
                        .collect()
                        .last())
                .replaceWithVoid();
    }
}
