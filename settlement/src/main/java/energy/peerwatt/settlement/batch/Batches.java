package energy.peerwatt.settlement.batch;

import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.RecordLeaf;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.settlement.batch.BatchRow.State;
import energy.peerwatt.settlement.batch.domain.ChainHead;
import energy.peerwatt.settlement.batch.domain.SealedBatch;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sealed batches. The content is written once; only what the chain made of it moves. */
@ApplicationScoped
public class Batches implements PanacheRepositoryBase<BatchRow, Long> {
    Uni<Optional<ChainHead>> head() {
        return find("order by number desc")
                .page(0, 1)
                .<BatchRow>list()
                .map(rows -> rows.stream().findFirst().map(BatchRow::head));
    }

    /** Fails if another replica sealed this number. */
    Uni<Void> add(SealedBatch batch, ChainHead head, Instant from, Instant to) {
        return persistAndFlush(BatchRow.of(batch, head))
                .chain(() -> Multi.createFrom()
                        .iterable(batch.leaves())
                        .onItem()
                        .transformToUniAndConcatenate(Batches::insert)
                        .collect()
                        .last())
                .chain(() -> Sql.of("""
                        update slot set batch = :batch
                        where community = :community and start >= :from and start < :to
                        """)
                        .with("batch", batch.header().number())
                        .with("community", batch.header().cell().value())
                        .with("from", from)
                        .with("to", to)
                        .run())
                .replaceWithVoid();
    }

    private static Uni<Integer> insert(RecordLeaf leaf) {
        return Sql.of("""
                insert into leaf
                    (batch, idx, salt, slot, payer, payee, energy, price, bid_hash, ask_hash, readings_root)
                values (:batch, :idx, :salt, :slot, :payer, :payee, :energy, :price, :bid, :ask, :readings)
                """)
                .with("batch", leaf.batch())
                .with("idx", leaf.index())
                .with("salt", leaf.salt().hex())
                .with("slot", leaf.slot())
                .with("payer", leaf.payer())
                .with("payee", leaf.payee())
                .with("energy", leaf.energy().wattHours())
                .with("price", leaf.price().microPerKwh())
                .with("bid", leaf.bidHash().hex())
                .with("ask", leaf.askHash().hex())
                .with("readings", leaf.readingsRoot().hex())
                .run();
    }

    public Uni<List<RecordLeaf>> leaves(long batch) {
        return Sql.of("""
                select salt, idx, slot, payer, payee, energy, price, bid_hash, ask_hash, readings_root
                from leaf where batch = :batch order by idx
                """)
                .with("batch", batch)
                .list(row -> new RecordLeaf(
                        row.hash(0),
                        batch,
                        row.small(1),
                        row.number(2),
                        row.small(3),
                        row.small(4),
                        new Energy(row.number(5)),
                        new Price(row.number(6)),
                        row.hash(7),
                        row.hash(8),
                        row.hash(9)));
    }

    /** The oldest batch that is not on the chain yet. */
    public Uni<Optional<BatchRow>> nextToCommit() {
        return list("state in ?1 order by number", List.of(State.SEALED, State.SUBMITTED))
                .map(rows -> rows.stream().findFirst());
    }

    /** The last batch of the oldest period that is not closed, if that batch is final. */
    public Uni<Optional<BatchRow>> nextToClose() {
        return list("state <> ?1 order by number", State.CLOSED)
                .map(rows -> rows.stream()
                        .filter(row -> row.endsPeriod)
                        .findFirst()
                        .filter(row -> row.state == State.FINAL));
    }

    /** Batches with a higher number that are on the chain, ascending. */
    public Uni<List<BatchRow>> minedAfter(long number, int limit) {
        return find("number > ?1 and hash is not null order by number", number)
                .page(0, limit)
                .list();
    }

    public Uni<List<BatchRow>> after(long number, int limit) {
        return find("number > ?1 order by number", number).page(0, limit).list();
    }

    /** The last batch of each period that has not been closed, to know what is still to reach the escrow. */
    public Uni<List<BatchRow>> lastOfOpenPeriods(CommunityId community) {
        return list("community = ?1 and state <> ?2 order by number", community.value(), State.CLOSED)
                .map(rows -> rows.stream().collect(Collectors.groupingBy(row -> row.period)).values().stream()
                        .map(List::getLast)
                        .sorted(Comparator.comparingLong(row -> row.number))
                        .toList());
    }

    public Uni<Void> submitted(long number) {
        return update("state = ?1 where number = ?2 and state = ?3", State.SUBMITTED, number, State.SEALED)
                .replaceWithVoid();
    }

    /** @return false if no such batch was ever sealed here */
    public Uni<Boolean> mined(
            long number, Hash32 hash, Hash32 previous, Instant committedAt, Hash32 transaction, Hash32 block) {
        return update(
                        "state = ?1, hash = ?2, previous = ?3, committedAt = ?4, transaction = ?5, block = ?6"
                                + " where number = ?7 and state in ?8",
                        State.MINED,
                        hash.hex(),
                        previous.hex(),
                        committedAt,
                        transaction.hex(),
                        block.hex(),
                        number,
                        List.of(State.SEALED, State.SUBMITTED, State.MINED))
                .map(rows -> rows > 0);
    }

    public Uni<Void> closed(long period, Hash32 block) {
        return update("state = ?1, closedBy = ?2 where period = ?3", State.CLOSED, block.hex(), period)
                .replaceWithVoid();
    }

    /** Undoes what a block did that the chain turned away from. */
    public Uni<Void> orphaned(Hash32 block) {
        return update("state = ?1, closedBy = null where closedBy = ?2", State.MINED, block.hex())
                .chain(() -> update(
                        "state = ?1, hash = null, previous = null, committedAt = null, transaction = null, block = null"
                                + " where block = ?2",
                        State.SUBMITTED,
                        block.hex()))
                .replaceWithVoid();
    }

    /** Batches whose block is deep enough are final. */
    public Uni<Void> finalUpTo(long blockNumber) {
        return Sql.of("""
                update batch set state = 'FINAL' from block
                where block.hash = batch.block and block.canonical and block.number <= :number
                    and batch.state = 'MINED'
                """).with("number", blockNumber).run().replaceWithVoid();
    }
}
