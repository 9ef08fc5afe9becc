package energy.peerwatt.settlement.it;

import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.SlotCleared;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.event.TradesMatched;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.quantity.domain.Street;
import energy.peerwatt.settlement.reading.SealMaker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Home 1 sells to home 2, slot after slot: what gateway and order book would say of it. */
final class Neighbourhood {
    static final int SELLER = 1;
    static final int BUYER = 2;
    private static final GridZoneId ZONE = new GridZoneId("substation.feeder-1");

    private final Kafka kafka;
    private final SealMaker gateway = new SealMaker(GatewayId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5e"));
    private final List<Runnable> said = new ArrayList<>();
    private Slot next = Street.SLOT;
    private long sellersExport = 1_000;
    private long buyersImport = 2_000;

    Neighbourhood(Kafka kafka) {
        this.kafka = kafka;
    }

    SealMaker gateway() {
        return gateway;
    }

    /** The slot that comes next. */
    Slot next() {
        return next;
    }

    void defineMember(int home) {
        say(
                Topics.MEMBERS_DEFINED,
                Street.COMMUNITY.toString(),
                EventTypes.MEMBER_DEFINED,
                new MemberDefined(
                        Street.COMMUNITY,
                        Street.account(home),
                        Chain.household(home).address().hex(),
                        Street.meter(home),
                        ZONE,
                        Street.cents(8),
                        Street.cents(30)));
    }

    /** Clears the next slot with one trade at 17 ct and 4 ct fee; no trade for 0 Wh. */
    Slot clear(long wh) {
        return clear(wh, 0);
    }

    /** As {@link #clear(long)}, with so many ct of congestion. */
    Slot clear(long wh, long congestion) {
        Slot slot = next;
        next = slot.next();
        round(slot, 0, true, wh, congestion);
        return slot;
    }

    /** Clears the next slot with a trade in each of so many rounds. */
    Slot clearInRounds(long... wh) {
        Slot slot = next;
        next = slot.next();
        for (int round = 0; round < wh.length; round++) {
            round(slot, round, round == wh.length - 1, wh[round], 0);
        }
        return slot;
    }

    private void round(Slot slot, int round, boolean last, long wh, long congestion) {
        Hash32 book = hash("book" + slot + round);
        Hash32 result = hash("result" + slot + round);
        int parts = wh == 0 ? 0 : 1;
        say(
                Topics.SLOTS_CLEARED,
                Street.COMMUNITY.toString(),
                EventTypes.SLOT_CLEARED,
                new SlotCleared(Street.COMMUNITY, slot, round, last, book, result, List.of(), parts, parts));
        if (wh > 0) {
            ClearingResult.Fill fill = new ClearingResult.Fill(
                    ClearingResult.tradeId(book, 0),
                    new OrderId(new UUID(1, slot.number())),
                    new OrderId(new UUID(2, slot.number())),
                    Street.account(SELLER),
                    Street.account(BUYER),
                    ZONE,
                    ZONE,
                    new Energy(wh),
                    Street.cents(17),
                    Street.cents(4),
                    Street.cents(congestion));
            say(
                    Topics.SLOTS_CLEARED,
                    Street.COMMUNITY.toString(),
                    EventTypes.TRADES_MATCHED,
                    new TradesMatched(
                            Street.COMMUNITY,
                            slot,
                            round,
                            result,
                            0,
                            0,
                            List.of(new TradesMatched.Trade(fill, hash("ask" + slot), hash("bid" + slot)))));
        }
    }

    /** What the seller's inverter gives at that time. */
    void report(Instant at, long watts) {
        say(
                Topics.TELEMETRY_REPORTED,
                Street.meter(SELLER).toString(),
                EventTypes.TELEMETRY_REPORTED,
                new TelemetryReported(
                        gateway.gateway(),
                        Street.meter(SELLER),
                        at,
                        new Power(0),
                        Energy.ZERO,
                        Energy.ZERO,
                        new Power(watts),
                        null,
                        null,
                        Set.of(Quality.GOOD)));
    }

    /** Reads both meters at a boundary and seals them. */
    ReadingsSealed seal(Instant boundary, long exported, long imported) {
        sellersExport += exported;
        buyersImport += imported;
        ReadingsSealed sealed = gateway.read(Street.meter(SELLER), boundary, 0, 500, sellersExport)
                .read(Street.meter(BUYER), boundary, 0, buyersImport, 0)
                .seal(boundary);
        publish(sealed);
        return sealed;
    }

    void publish(ReadingsSealed sealed) {
        say(Topics.READINGS_SEALED, gateway.gateway().toString(), EventTypes.READINGS_SEALED, sealed);
    }

    /** What the grid service says of a home that measured {@code net} Wh in a slot, {@code credited} below its baseline. */
    void verify(GridEventId event, Slot slot, int home, long net, long credited, long reward, long tokens) {
        ResponseVerified.SlotResponse response = new ResponseVerified.SlotResponse(
                slot, new NetEnergy(net + credited), new NetEnergy(net), new Energy(credited));
        say(
                Topics.RESPONSES_VERIFIED,
                Street.COMMUNITY.toString(),
                EventTypes.RESPONSE_VERIFIED,
                new ResponseVerified(
                        Street.COMMUNITY,
                        event,
                        ZONE,
                        "NET10-v1",
                        hash("inputs" + event),
                        Money.ofNano(1_000_000_000L),
                        TokenAmount.ofNano(10_000_000_000L),
                        List.of(new ResponseVerified.Line(
                                Street.account(home),
                                Street.meter(home),
                                new Energy(credited),
                                Money.ofNano(reward),
                                TokenAmount.ofNano(tokens),
                                List.of(response)))));
    }

    /** Everything ever said, once more. */
    void repeatEverything() {
        List.copyOf(said).forEach(Runnable::run);
    }

    private void say(String topic, String key, String type, Object event) {
        UUID id = UUID.randomUUID();
        Instant time = Street.SLOT.start().minus(Duration.ofMinutes(5));
        Runnable message = () -> kafka.event(topic, key, type, id, time, event);
        said.add(message);
        message.run();
    }

    static Hash32 hash(String text) {
        return Hash32.of(Hashing.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
