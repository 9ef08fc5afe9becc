package energy.peerwatt.orderbook.live.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.time.Slot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever begins with a snapshot and applies what comes has what is there, reckoned from scratch. */
class LiveBookTest {
    private static final String RUN = "0123456789abcdef";
    private static final int KEPT = 5;

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    /** The reader is away for random times: it resumes where it can, and starts over where it cannot. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void changesAppliedToASnapshotGiveTheDepthReckonedFromScratch(long seed) {
        Random random = new Random(seed);
        RandomBooks books = new RandomBooks(seed);
        Timeline timeline = new Timeline(RUN, KEPT);
        LiveBook book = LiveBook.EMPTY;
        NaiveReader reader = new NaiveReader();
        long seen = 0;

        for (int step = 0; step < 60; step++) {
            books.goOn();
            LiveBook now = book.with(books.pictures(), books.first()).at(books.now());
            List<Change> changes = book.changesTo(now);
            if (!changes.isEmpty()) {
                timeline.add(changes);
            }
            book = now;
            if (random.nextInt(4) > 0) {
                continue;
            }
            boolean mustResume = timeline.last() - seen <= KEPT;
            var missed = timeline.since(seen);
            assertThat(missed.isPresent()).isEqualTo(mustResume);
            missed.ifPresentOrElse(
                    steps -> steps.forEach(each -> each.changes().forEach(reader::apply)), () -> reader.snapshot(now));
            seen = timeline.last();

            assertThat(reader.levels).isEqualTo(NaiveReader.depthOf(books.open()));
            assertThat(reader.trades).isEqualTo(tradesOf(books));
            assertThat(reader.open.keySet()).isEqualTo(now.slots().keySet());
            reader.states.forEach((slot, state) -> assertThat(state)
                    .as("%s", slot)
                    .isEqualTo(books.course(slot).at(books.now())));
            assertThat(reader.states.keySet()).isEqualTo(now.slots().keySet());
            assertThat(reader.open.values().stream().filter(open -> open).count())
                    .isEqualTo(books.open().size());
            now.slots()
                    .forEach((slot, there) ->
                            assertThat(reader.indications.get(slot)).isEqualTo(there.indication()));
        }
    }

    private static Map<Slot, Set<TradeId>> tradesOf(RandomBooks books) {
        Map<Slot, Set<TradeId>> trades = new HashMap<>();
        books.open().keySet().forEach(slot -> trades.put(slot, new HashSet<>()));
        books.trades().forEach((slot, made) -> {
            if (slot.compareTo(books.first()) >= 0) {
                made.forEach(trade ->
                        trades.computeIfAbsent(slot, s -> new HashSet<>()).add(trade.id()));
                trades.putIfAbsent(slot, new HashSet<>());
            }
        });
        return trades;
    }

    @Test
    void nothingChangesBetweenEqualPictures() {
        RandomBooks books = new RandomBooks(7);
        for (int step = 0; step < 20; step++) {
            books.goOn();
        }
        LiveBook book = LiveBook.EMPTY.with(books.pictures(), books.first());

        assertThat(book.changesTo(LiveBook.EMPTY.with(books.pictures(), books.first())))
                .isEmpty();
    }

    @Test
    void onlyPositionsOfThisRunAndUpToNowMeanAnything() {
        Timeline timeline = new Timeline(RUN, KEPT);
        timeline.add(List.of(new Change.Dropped(new RandomBooks(0).first())));

        assertThat(timeline.number(RUN + "-1")).isEqualTo(OptionalLong.of(1));
        for (String strange : new String[] {
            null,
            "",
            "1",
            RUN,
            RUN + "-",
            RUN + "-2",
            RUN + "--1",
            RUN + "-1 ",
            "fedcba9876543210-1",
            RUN + "-9999999999999999999"
        }) {
            assertThat(timeline.number(strange)).as("%s", strange).isEmpty();
        }
    }
}
