package energy.peerwatt.settlement.chain;

import energy.peerwatt.contracts.chain.Block;
import energy.peerwatt.contracts.chain.ChainLog;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.settlement.chain.domain.ChainWalk.Known;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Blocks and logs as they were seen. Nothing is deleted: a block the chain turned away from loses its mark only. */
@ApplicationScoped
public class Blocks {
    /** The newest canonical block. */
    public record Tip(long number, Hash32 hash, Instant minedAt) {}

    public Uni<Optional<Tip>> tip() {
        return Sql.of("select number, hash, mined_at from block where canonical order by number desc limit 1")
                .first(row -> new Tip(row.number(0), row.hash(1), row.time(2)));
    }

    /** Newest first. */
    Uni<List<Known>> newest(int count) {
        return Sql.of("select number, hash from block where canonical order by number desc limit " + count)
                .list(row -> new Known(row.number(0), row.hash(1)));
    }

    /** @return how often the block is canonical now, from 1 */
    Uni<Integer> add(Block block) {
        return Sql.of("""
                insert into block (hash, number, parent, mined_at, canonical)
                values (:hash, :number, :parent, :at, true)
                on conflict (hash) do update set canonical = true, times = block.times + 1 returning times
                """)
                .with("hash", block.hash().hex())
                .with("number", block.number())
                .with("parent", block.parentHash().hex())
                .with("at", block.timestamp())
                .first(row -> row.small(0))
                .map(Optional::orElseThrow);
    }

    Uni<Integer> add(ChainLog log) {
        return Sql.of("""
                insert into chain_log (block, idx, tx, address, topics, data)
                values (:block, :idx, :tx, :address, :topics, :data) on conflict do nothing
                """)
                .with("block", log.blockHash().hex())
                .with("idx", log.index())
                .with("tx", log.transaction().hex())
                .with("address", log.address().hex())
                .with("topics", log.topics().stream().map(Hash32::hex).collect(Collectors.joining(" ")))
                .with("data", log.data())
                .run();
    }

    /** A canonical block above a number with how often it became canonical. */
    record Canonical(Hash32 hash, int times) {}

    /** Newest first. */
    Uni<List<Canonical>> above(long number) {
        return Sql.of("select hash, times from block where canonical and number > :number order by number desc")
                .with("number", number)
                .list(row -> new Canonical(row.hash(0), row.small(1)));
    }

    Uni<Void> orphan(Hash32 hash) {
        return Sql.of("update block set canonical = false where hash = :hash")
                .with("hash", hash.hex())
                .run()
                .replaceWithVoid();
    }
}
