package energy.peerwatt.settlement.registry;

import energy.peerwatt.contracts.binding.DeviceRegistryContract;
import energy.peerwatt.contracts.chain.ChainLog;
import energy.peerwatt.kit.sql.Row;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.settlement.chain.Blocks;
import energy.peerwatt.settlement.config.ChainConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What the registry said of a device in blocks that are canonical now. */
@ApplicationScoped
class RegistryLogs {
    private final Blocks blocks;
    private final ChainConfig config;

    RegistryLogs(Blocks blocks, ChainConfig config) {
        this.blocks = blocks;
        this.config = config;
    }

    /** @param confirmed whether the block counts as final */
    record Said(DeviceRegistryContract.Event event, Hash32 transaction, long block, boolean confirmed) {}

    /** In the order of the chain. */
    Uni<List<Said>> of(DeviceRegistryContract registry, UUID device) {
        return blocks.tip()
                .map(tip -> tip.map(newest -> newest.number() - config.confirmations())
                        .orElse(-1L))
                .chain(lastFinal -> Sql.of("""
                                select l.topics, l.data, l.tx, b.hash, b.number, l.idx
                                from chain_log l join block b on b.hash = l.block
                                where b.canonical and l.address = :registry and split_part(l.topics, ' ', 2) = :device
                                order by b.number, l.idx
                                """)
                        .with("registry", registry.address().hex())
                        .with("device", topic(device))
                        .list(row -> log(registry, row))
                        .map(logs -> logs.stream()
                                .flatMap(log -> registry.event(log).stream()
                                        .map(event -> new Said(
                                                event,
                                                log.transaction(),
                                                log.blockNumber(),
                                                log.blockNumber() <= lastFinal)))
                                .toList()));
    }

    private static ChainLog log(DeviceRegistryContract registry, Row row) {
        return new ChainLog(
                registry.address(),
                Arrays.stream(row.text(0).split(" ")).map(Hash32::new).toList(),
                row.bytes(1),
                row.hash(2),
                row.hash(3),
                row.number(4),
                row.small(5));
    }

    /** A bytes16 as an indexed argument. */
    private static String topic(UUID device) {
        return "0x" + device.toString().replace("-", "") + "0".repeat(32);
    }
}
