package energy.peerwatt.settlement.chain;

import energy.peerwatt.contracts.binding.DeviceRegistryContract;
import energy.peerwatt.contracts.binding.SettlementLedgerContract;
import energy.peerwatt.contracts.chain.ChainLog;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.settlement.batch.Batches;
import energy.peerwatt.settlement.event.Arrivals;
import energy.peerwatt.settlement.reading.Seals;
import energy.peerwatt.settlement.reward.RewardsOnChain;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jboss.logging.Logger;

/** What the contracts' events mean here. Rows name their block and count while it is canonical. */
@ApplicationScoped
class Projections {
    private static final Logger LOG = Logger.getLogger(Projections.class);

    private final EscrowEvents escrow;
    private final RewardsOnChain rewards;
    private final Batches batches;
    private final Seals seals;
    private final Arrivals arrivals;
    private final MeterRegistry metrics;

    Projections(
            EscrowEvents escrow,
            RewardsOnChain rewards,
            Batches batches,
            Seals seals,
            Arrivals arrivals,
            MeterRegistry metrics) {
        this.escrow = escrow;
        this.rewards = rewards;
        this.batches = batches;
        this.seals = seals;
        this.arrivals = arrivals;
        this.metrics = metrics;
    }

    /** @param times how often the log's block has become canonical */
    Uni<Void> apply(ChainContracts contracts, ChainLog log, int times) {
        var registry = contracts.addresses().registryContract().event(log);
        if (registry.isPresent()) {
            return registered(log, registry.get());
        }
        var money = contracts.addresses().escrowContract().event(log);
        if (money.isPresent()) {
            return escrow.apply(contracts.cell(), log, times, money.get());
        }
        var reward = contracts.addresses().distributorContract().event(log);
        if (reward.isPresent()) {
            return rewards.apply(log, reward.get());
        }
        return contracts
                .addresses()
                .ledgerContract()
                .event(log)
                .map(event -> committed(log, event))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> registered(ChainLog log, DeviceRegistryContract.Event event) {
        return switch (event) {
            case DeviceRegistryContract.GatewayRegistered gateway ->
                key(log, gateway.id(), gateway.key(), Instant.EPOCH);
            case DeviceRegistryContract.KeyRotated rotated ->
                key(log, rotated.id(), rotated.key(), rotated.validFrom());
            case DeviceRegistryContract.MeterRegistered meter -> binding(log, meter);
            // Readings of a suspended or retired device stay what they are; the market stops its orders.
            case DeviceRegistryContract.StatusChanged changed ->
                Uni.createFrom().voidItem();
            case DeviceRegistryContract.DeviceRetired retired ->
                Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> key(ChainLog log, GatewayId gateway, P256.Point key, Instant validFrom) {
        return Sql.of("""
                insert into gateway_key (block, idx, gateway, valid_from, x, y)
                values (:block, :idx, :gateway, :from, :x, :y) on conflict do nothing
                """)
                .with("block", log.blockHash().hex())
                .with("idx", log.index())
                .with("gateway", gateway.value())
                .with("from", validFrom)
                .with("x", key.x().hex())
                .with("y", key.y().hex())
                .run()
                .chain(() -> seals.verify(gateway));
    }

    private Uni<Void> binding(ChainLog log, DeviceRegistryContract.MeterRegistered meter) {
        return Sql.of("""
                insert into meter_binding (block, idx, meter, gateway, owner, valid_from)
                values (:block, :idx, :meter, :gateway, :owner, :from) on conflict do nothing
                """)
                .with("block", log.blockHash().hex())
                .with("idx", log.index())
                .with("meter", meter.id().value())
                .with("gateway", meter.gateway().value())
                .with("owner", meter.owner().hex())
                .with("from", meter.validFrom())
                .run()
                .invoke(arrivals::arrived)
                .replaceWithVoid();
    }

    private Uni<Void> committed(ChainLog log, SettlementLedgerContract.Event event) {
        return switch (event) {
            case SettlementLedgerContract.BatchCommitted batch ->
                batches.mined(
                                batch.number(),
                                batch.hash(),
                                batch.previous(),
                                batch.committedAt(),
                                log.transaction(),
                                log.blockHash())
                        .invoke(known -> report(batch, known))
                        .replaceWithVoid();
            case SettlementLedgerContract.PeriodClosed closed ->
                Sql.of("""
                        insert into closed_period (block, idx, period, number)
                        values (:block, :idx, :period, :number) on conflict do nothing
                        """)
                        .with("block", log.blockHash().hex())
                        .with("idx", log.index())
                        .with("period", closed.period())
                        .with("number", closed.number())
                        .run()
                        .chain(() -> batches.closed(closed.period(), log.blockHash()))
                        .invoke(() -> LOG.infof("period %d closed on chain", closed.period()));
        };
    }

    private void report(SettlementLedgerContract.BatchCommitted batch, boolean known) {
        if (known) {
            LOG.infof("batch %d mined: %s", batch.number(), batch.hash());
        } else {
            LOG.errorf("batch %d is on chain, but was not sealed here", batch.number());
            metrics.counter("peerwatt.batches.foreign").increment();
        }
    }
}
