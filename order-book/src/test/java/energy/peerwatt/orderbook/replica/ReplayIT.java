package energy.peerwatt.orderbook.replica;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.time.Slot;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The command log is the truth: read into an empty database it gives every row and every hash again. */
class ReplayIT {
    private static final String EMPTY_DATABASE = "order_book_replayed";
    private static final int SLOTS = 60;
    private static final int MEMBERS = 12;

    private final Replicas replicas = Replicas.running();

    @Test
    void theLogOfManySlotsGivesTheSameRowsAndHashesSeed7() {
        Slot first = replicas.nextSlot();
        Market market = new Market(replicas.any(), first.start(), MEMBERS);
        Slot last = trade(market, first);
        replicas.advanceTo(last.start().minus(Duration.ofMinutes(5)));
        Awaitility.await().until(() -> nextSlot(replicas.rows, market) == SLOTS);
        Awaitility.await()
                .until(() -> replicas.rows
                        .one("SELECT count(*) FROM outbox WHERE sent_at IS NULL")
                        .equals("0"));
        List<String> audit = audit(replicas.any(), market);
        List<Published.Event> events = new Published(market.community).inTheTopic();
        replicas.stop();
        Map<String, List<String>> books = replicas.rows.books();
        long offset = offset(replicas.rows);

        long start = System.nanoTime();
        Rows replayed = new Rows(EMPTY_DATABASE);
        try (Replica replica = new Replica("replay", EMPTY_DATABASE, replicas.folder).awaitReady()) {
            Awaitility.await().until(() -> offset(replayed) >= offset);
            System.out.printf(
                    "replay: %d commands from an empty database in %d ms, start of the service included%n",
                    offset, (System.nanoTime() - start) / 1_000_000);

            assertThat(audit(replica, market)).isEqualTo(audit).hasSizeGreaterThanOrEqualTo(SLOTS);
            replayed.books().forEach((table, rows) -> assertThat(rows).as(table).isEqualTo(books.get(table)));
            assertThat(replayed.books().keySet()).isEqualTo(books.keySet());
            assertThat(books.get("trade")).hasSizeGreaterThan(SLOTS);
            Awaitility.await()
                    .until(() -> replayed.one("SELECT count(*) FROM outbox WHERE sent_at IS NULL")
                            .equals("0"));
        }
        assertThat(new LinkedHashSet<>(new Published(market.community).inTheTopic()))
                .as("what is sent again has the ids that it had")
                .containsExactlyElementsOf(new LinkedHashSet<>(events));
    }

    /** @return the last slot with orders */
    private Slot trade(Market market, Slot first) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        Slot slot = first;
        Slot last = first;
        for (int i = 0; i < SLOTS; i++) {
            List<String> orders = new ArrayList<>();
            for (AccountId member : market.members) {
                String side = random.nextBoolean() ? "SELL" : "BUY";
                for (int order = random.nextInt(4); order > 0; order--) {
                    long limit = 1_000L * (60 + random.nextInt(240));
                    orders.add(Market.order(member, side, slot.start(), 1 + random.nextInt(3_000), limit));
                }
            }
            Replica replica = replicas.both().get(i % 2);
            if (!orders.isEmpty()) {
                market.placeAll(replica, orders);
            }
            if (i % 5 == 0) {
                takeOneBack(replica, market, slot);
            }
            last = slot;
            slot = slot.next();
        }
        return last;
    }

    private static void takeOneBack(Replica replica, Market market, Slot slot) {
        Response one = market.place(
                replica, 30, Market.order(market.seller(), "SELL", slot.next().start(), 77, 90_000));
        if (one.statusCode() == 201) {
            replica.call().header("Prefer", "wait=30").delete(one.header("Location"));
        }
    }

    /** How many slots are behind the market, none of which can change any more. */
    private static int nextSlot(Rows rows, Market market) {
        return Integer.parseInt(
                rows.one("SELECT coalesce(extract(epoch FROM next_slot - first_slot) / 900, 0)::int FROM community"
                        + " WHERE id = '" + market.community + "'"));
    }

    private static long offset(Rows rows) {
        return Long.parseLong(rows.one("SELECT coalesce(max(next_offset), 0) FROM partition_offset"));
    }

    private static List<String> audit(Replica replica, Market market) {
        return replica.call()
                .accept("*/*")
                .get("/v1/audit/" + market.community + "/books")
                .asString()
                .lines()
                .toList();
    }
}
