package energy.peerwatt.orderbook.live;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.orderbook.live.domain.LiveBook;
import energy.peerwatt.orderbook.live.domain.LiveTrade;
import energy.peerwatt.orderbook.live.domain.NaiveReader;
import energy.peerwatt.orderbook.live.domain.RandomBooks;
import energy.peerwatt.orderbook.live.domain.Timeline;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Readers who come, go, are slow or are strangers. */
class LiveMarketTest {
    private static final int KEPT = 50;

    private final RandomBooks books = new RandomBooks(3);
    private final LiveMarket market =
            new LiveMarket(new CommunityId(new UUID(1, 1)), new Timeline("0123456789abcdef", KEPT));

    private void goOn(int times) {
        for (int i = 0; i < times; i++) {
            books.goOn();
            market.show(market.book().with(books.pictures(), books.first()));
        }
    }

    private AssertSubscriber<LiveMessage> follow(@Nullable String lastSeen, long requests) {
        return market.follow(lastSeen, account -> false).subscribe().withSubscriber(AssertSubscriber.create(requests));
    }

    @Test
    void whoReadsNothingHoldsNobodyUpAndStartsOverWhenItReadsAgain() {
        goOn(1);
        AssertSubscriber<LiveMessage> slow = follow(null, 1);
        AssertSubscriber<LiveMessage> quick = follow(null, Long.MAX_VALUE);
        slow.awaitItems(1, Duration.ofSeconds(30));
        quick.awaitItems(1, Duration.ofSeconds(30));

        long before = System.nanoTime();
        goOn(20 * KEPT);
        assertThat(System.nanoTime() - before).as("nanoseconds").isLessThan(TimeUnit.SECONDS.toNanos(30));
        String last = "0123456789abcdef-";
        slow.request(Long.MAX_VALUE);

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(slow.getItems().getLast().id())
                    .isEqualTo(quick.getItems().getLast().id());
            assertThat(quick.getItems().getLast().id()).startsWith(last);
            assertThat(read(slow)).isEqualTo(read(quick));
        });
        assertThat(slow.getItems().stream().filter(item -> item.name().equals("snapshot")))
                .as("the one at the beginning, and one for all it missed; another if it was taken while still missing")
                .hasSizeBetween(2, 3);
        assertThat(slow.getItems().size()).isLessThan(KEPT + 3);
    }

    @Test
    void whoComesBackInTimeGetsWhatItMissedAndNothingTwice() {
        goOn(5);
        AssertSubscriber<LiveMessage> first = follow(null, Long.MAX_VALUE);
        first.awaitItems(1, Duration.ofSeconds(30));
        String position = first.getItems().getFirst().id();
        first.cancel();
        goOn(7);

        AssertSubscriber<LiveMessage> again = follow(position, Long.MAX_VALUE);
        again.awaitItems(7, Duration.ofSeconds(30));
        assertThat(again.getItems()).extracting(LiveMessage::name).containsOnly("changes");
        assertThat(again.getItems())
                .extracting(LiveMessage::id)
                .doesNotHaveDuplicates()
                .doesNotContain(position);
    }

    @Test
    void whoComesFromElsewhereOrTooLateGetsASnapshot() {
        goOn(1);
        AssertSubscriber<LiveMessage> first = follow(null, Long.MAX_VALUE);
        String position = first.awaitItems(1, Duration.ofSeconds(30))
                .getItems()
                .getFirst()
                .id();
        first.cancel();
        goOn(2 * KEPT);

        for (String strange : List.of(String.valueOf(position), "ffffffffffffffff-1", "nonsense")) {
            assertThat(follow(strange, 1)
                            .awaitItems(1, Duration.ofSeconds(30))
                            .getItems()
                            .getFirst()
                            .name())
                    .isEqualTo("snapshot");
        }
    }

    @Test
    void onlyOwnNamesAreInATrade() {
        RandomBooks lively = new RandomBooks(4);
        while (lively.trades().values().stream().allMatch(List::isEmpty)) {
            lively.goOn();
        }
        market.show(LiveBook.EMPTY.with(lively.pictures(), lively.first()));
        AccountId seller = lively.trades().values().stream()
                .flatMap(List::stream)
                .findFirst()
                .orElseThrow()
                .seller();

        var own = snapshotFor(account -> account.equals(seller));
        assertThat(own).anySatisfy(trade -> assertThat(trade.seller()).isEqualTo(seller));
        assertThat(own).allSatisfy(trade -> {
            assertThat(trade.buyer()).isNull();
            assertThat(trade.to()).isNull();
        });
        assertThat(snapshotFor(account -> false)).allSatisfy(trade -> {
            assertThat(trade.seller()).isNull();
            assertThat(trade.from()).isNull();
            assertThat(trade.buyer()).isNull();
            assertThat(trade.to()).isNull();
        });
    }

    private List<LiveTrade> snapshotFor(Predicate<AccountId> visible) {
        LiveMessage message = market.follow(null, visible)
                .subscribe()
                .withSubscriber(AssertSubscriber.create(1))
                .awaitItems(1, Duration.ofSeconds(30))
                .getItems()
                .getFirst();
        return ((LiveMessage.Snapshot) message.body())
                .slots().stream().flatMap(slot -> slot.trades().stream()).toList();
    }

    /** What a reader of these messages has in the end: open slots. */
    private static Object read(AssertSubscriber<LiveMessage> subscriber) {
        NaiveReader reader = new NaiveReader();
        for (LiveMessage message : List.copyOf(subscriber.getItems())) {
            switch (message.body()) {
                case LiveMessage.Snapshot snapshot -> {
                    reader.open.clear();
                    reader.trades.clear();
                    snapshot.slots().forEach(slot -> {
                        reader.open.put(slot.slot(), slot.open());
                        reader.trades.put(slot.slot(), new HashSet<>());
                    });
                }
                case LiveMessage.Changes changes -> changes.changes().forEach(reader::apply);
                default -> throw new AssertionError(message.name());
            }
        }
        return reader.open;
    }
}
