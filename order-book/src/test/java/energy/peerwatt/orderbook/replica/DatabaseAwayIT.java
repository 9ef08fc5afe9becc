package energy.peerwatt.orderbook.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.event.ZoneDefined;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.evidence.Sha256Tree;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.it.Topic;
import energy.peerwatt.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL is away for longer than a Kafka channel waits for an event unless it is told to. */
class DatabaseAwayIT {
    private static final Duration AWAY = Duration.ofSeconds(90);

    private final Replicas replicas = Replicas.running();

    @AfterEach
    void comeBack() {
        replicas.both().forEach(replica -> replica.tap.comeBack());
        replicas.complete();
    }

    @Test
    void whatCameMeanwhileIsThereWhenItIsBackAndNobodyHasToRestartAnything() throws InterruptedException {
        Slot slot = replicas.nextSlot();
        Market market = new Market(replicas.any(), slot.start(), 2);
        Replica owner = replicas.owner();
        List<ReadingsSealed> before = List.of(seal(slot.start(), 1));
        send(Topics.READINGS_SEALED, EventTypes.READINGS_SEALED, before.getFirst());
        await().until(() -> registers(before) == 1);

        replicas.both().forEach(replica -> replica.tap.goAway());
        List<ReadingsSealed> meanwhile = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            meanwhile.add(seal(slot.start(), i));
            send(Topics.READINGS_SEALED, EventTypes.READINGS_SEALED, meanwhile.get(i));
        }
        balance(market, 2, 4_711);
        zone(market, slot.start());
        Thread.sleep(AWAY.toMillis());
        ReadingsSealed last = seal(slot.start(), 9);
        send(Topics.READINGS_SEALED, EventTypes.READINGS_SEALED, last);
        balance(market, 3, 4_712);
        replicas.both().forEach(replica -> replica.tap.comeBack());

        await().until(() -> registers(meanwhile) == 5 && registers(List.of(last)) == 1);
        await().until(() -> replicas.rows
                .one("SELECT available FROM balance WHERE community_id = '" + market.community + "' AND account_id = '"
                        + market.buyer() + "'")
                .equals("4712"));
        await().until(() -> replicas.rows
                .one("SELECT count(*) FROM zone WHERE community_id = '" + market.community + "' AND version = 7")
                .equals("1"));
        String order = Market.order(market.seller(), "SELL", slot.start(), 20, 100_000);
        await().until(() -> market.place(owner, 20, order).statusCode() == 201);
        for (Replica replica : replicas.both()) {
            await().untilAsserted(
                            () -> assertThat(replica.call().get("/q/health").statusCode())
                                    .as(replica.name + " is alive and ready")
                                    .isEqualTo(200));
        }
    }

    private int registers(List<ReadingsSealed> seals) {
        return seals.stream()
                .mapToInt(seal ->
                        Integer.parseInt(replicas.rows.one("SELECT count(*) FROM meter_register WHERE meter_id = '"
                                + seal.decodedReadings().getFirst().meter() + "'")))
                .sum();
    }

    private static ReadingsSealed seal(Instant boundary, int number) {
        GatewayId gateway = new GatewayId(UUID.randomUUID());
        List<IntervalReading> readings = List.of(new IntervalReading(
                new MeterId(UUID.randomUUID()),
                boundary,
                1,
                0,
                new Energy(1_000 + number),
                Energy.ZERO,
                boundary,
                Set.of(Quality.GOOD),
                "0000000000000000",
                Hash32.ZERO));
        Seal seal = new Seal(
                gateway,
                boundary,
                readings.size(),
                Sha256Tree.root(readings.stream().map(IntervalReading::encode).toList()),
                Hash32.ZERO);
        return ReadingsSealed.of(seal, new byte[64], readings);
    }

    private static void balance(Market market, long sequence, long nano) {
        send(
                market.community.toString(),
                Topics.BALANCES_CHANGED,
                EventTypes.BALANCES_CHANGED,
                new BalancesChanged(
                        market.community,
                        sequence,
                        null,
                        List.of(new BalancesChanged.Balance(market.buyer(), Money.ofNano(nano)))));
    }

    private static void zone(Market market, Instant from) {
        send(
                market.community.toString(),
                Topics.ZONES_DEFINED,
                EventTypes.ZONE_DEFINED,
                new ZoneDefined(
                        market.community,
                        new GridZoneId("district"),
                        null,
                        7,
                        from,
                        new Price(10_000),
                        Price.ZERO,
                        null,
                        null));
    }

    private static void send(String topic, String type, Object event) {
        send(UUID.randomUUID().toString(), topic, type, event);
    }

    private static void send(String key, String topic, String type, Object event) {
        new Topic(TestServers.kafka().bootstrapServers(), topic).send(key, type, event);
    }
}
