package energy.peerwatt.orderbook.book.domain;

import static energy.peerwatt.orderbook.book.domain.Tape.COMMUNITY;
import static energy.peerwatt.orderbook.book.domain.Tape.PLENTY;
import static energy.peerwatt.orderbook.book.domain.Tape.slot;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.SealedBook.Mode;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.clearing.domain.sealed.SealedClearing;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Zone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random half hours of a continuous market over two zones, with direct buys and orders taken back: who trades with whom at
 * what price is what a list that is looked through from the front says, and the same commands give the same again.
 */
class ContinuousAgainstNaiveTest {
    private static final GridZoneId[] ZONES = {new GridZoneId("A"), new GridZoneId("B")};
    private static final long LOCAL = 10_000;
    private static final long EDGE = 5_000;
    private static final int MEMBERS = 8;

    private final Tape tape = Tape.street();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<String> trades = new ArrayList<>();

    /** An order of the list, in the order of their times. */
    private static final class Waiting {
        final OrderId id;
        final Side side;
        final int zone;
        final long limit;
        long left;

        Waiting(OrderId id, Side side, int zone, long limit, long left) {
            this.id = id;
            this.side = side;
            this.zone = zone;
            this.limit = limit;
            this.left = left;
        }
    }

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 0; seed < 200; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void priceThenTimeDecide(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Mode mode = random.nextBoolean() ? Mode.CONTINUOUS_ASK : Mode.CONTINUOUS_OLDER;
        open(mode);
        int direct = 0;
        for (int step = 1; step <= 60; step++) {
            tape.at(Instant.parse("2026-06-01T10:00:00Z").plusSeconds(20L * step));
            int member = random.nextInt(MEMBERS);
            Optional<Waiting> offer = waiting.stream()
                    .filter(order -> order.side == Side.SELL)
                    .skip(random.nextInt(3))
                    .findFirst();
            if (random.nextInt(8) == 0 && !waiting.isEmpty()) {
                Waiting gone = waiting.remove(random.nextInt(waiting.size()));
                tape.cancel(gone.id);
            } else if (random.nextInt(5) == 0 && offer.isPresent()) {
                direct += buy(offer.get(), MEMBERS / 2 + random.nextInt(MEMBERS / 2), 1 + random.nextInt(60)) ? 1 : 0;
            } else {
                place(member, 1 + random.nextInt(100), 1_000L * (80 + random.nextInt(80)), mode);
            }
            if (step % 15 == 0) {
                tape.auctions();
            }
            assertThat(made()).containsExactlyElementsOf(trades);
            assertThat(tape.book.openOrders().stream()
                            .map(order -> order.id() + " " + order.left())
                            .sorted())
                    .containsExactlyElementsOf(waiting.stream()
                            .map(order -> order.id + " " + order.left + " Wh")
                            .sorted()
                            .toList());
        }
        tape.at("10:25:00").close(slot(0));

        assertThat(made()).containsExactlyElementsOf(trades);
        assertThat(trades.size()).isGreaterThan(3);
        List<BookLine> rounds = rounds();
        for (int i = 0; i < rounds.size(); i++) {
            BookLine line = rounds.get(i);
            assertThat(line.book().round()).isEqualTo(i);
            assertThat(line.book().previousBook())
                    .isEqualTo(i == 0 ? null : rounds.get(i - 1).bookHash());
            assertThat(line.result()).isEqualTo(SealedClearing.clear(line.book()));
        }
        assertThat(rounds.stream().filter(line -> line.book().mode() != mode).count())
                .isLessThanOrEqualTo(direct);
        Tape again = new Tape(CommunityBook.restore(CommunityState.unknown(COMMUNITY)));
        List.copyOf(tape.played).forEach(again::play);
        assertThat(again.effects(Effect.RoundHeld.class)).isEqualTo(tape.effects(Effect.RoundHeld.class));
        for (int member = 0; member < MEMBERS; member++) {
            assertThat(again.book.free(account(member))).isEqualTo(tape.book.free(account(member)));
        }
    }

    private void open(Mode mode) {
        tape.play(new BookCommand.DefineCommunity(tape.id(), COMMUNITY, tape.now, Tape.TERMS.meeting(mode)));
        define(new Zone(new GridZoneId("R"), null, 1, Price.ZERO, Price.ZERO, null, null));
        for (GridZoneId zone : ZONES) {
            define(new Zone(zone, new GridZoneId("R"), 1, new Price(LOCAL), new Price(EDGE), null, null));
        }
        for (int i = 0; i < MEMBERS; i++) {
            Member member = new Member(
                    account(i),
                    "0x" + "%040x".formatted(1_000 + i),
                    new MeterId(new UUID(9, i)),
                    ZONES[i % 2],
                    new Price(10_000),
                    new Price(900_000),
                    null);
            tape.play(new BookCommand.DefineMember(tape.id(), COMMUNITY, tape.now, member));
            tape.balance(account(i), PLENTY);
        }
    }

    private void define(Zone zone) {
        tape.play(new BookCommand.DefineZone(tape.id(), COMMUNITY, tape.now, zone, slot(0).start()));
    }

    private static AccountId account(int number) {
        return Tape.account(100 + number);
    }

    /** The first half of the members sell, the others buy; half of both live in either zone. */
    private void place(int member, long wh, long limit, Mode mode) {
        Side side = member < MEMBERS / 2 ? Side.SELL : Side.BUY;
        OrderDraft draft =
                draft(member, side, wh, limit, side == Side.SELL ? OrderTerms.NONE.forAll() : OrderTerms.NONE);
        assertThat(tape.place(draft)).isEmpty();
        Waiting incoming = new Waiting(draft.id(), side, member % 2, limit, wh);
        List<String> met = new ArrayList<>();
        for (Waiting best = best(incoming); best != null && incoming.left > 0; best = best(incoming)) {
            Waiting sell = side == Side.SELL ? incoming : best;
            Waiting buy = side == Side.SELL ? best : incoming;
            boolean atTheAsk = mode == Mode.CONTINUOUS_ASK || best == sell;
            met.add(trade(
                    sell, buy, Math.min(sell.left, buy.left), atTheAsk ? sell.limit : buy.limit - fee(sell, buy.zone)));
        }
        met.sort(Comparator.naturalOrder());
        trades.addAll(met);
        if (incoming.left > 0) {
            waiting.add(incoming);
        }
    }

    private boolean buy(Waiting offer, int member, long wh) {
        long delivered = offer.limit + fee(offer, member % 2);
        OrderDraft draft = draft(member, Side.BUY, wh, delivered, OrderTerms.buying(offer.id, null));
        List<String> refused = tape.place(draft);
        assertThat(refused.isEmpty()).as("%s of %s", wh, offer.left).isEqualTo(wh <= offer.left);
        if (refused.isEmpty()) {
            trades.add(trade(offer, new Waiting(draft.id(), Side.BUY, member % 2, delivered, wh), wh, offer.limit));
        }
        return refused.isEmpty();
    }

    private OrderDraft draft(int member, Side side, long wh, long limit, OrderTerms terms) {
        OrderDraft draft = tape.draft(account(member), side, slot(0), wh, limit);
        return new OrderDraft(
                draft.id(), draft.account(), ZONES[member % 2], side, draft.slotStart(), wh, limit, terms);
    }

    private static long fee(Waiting sell, int zone) {
        return LOCAL + (sell.zone == zone ? 0 : 2 * EDGE);
    }

    private @Nullable Waiting best(Waiting incoming) {
        Waiting best = null;
        for (Waiting other : waiting) {
            if (other.side != incoming.side
                    && gain(incoming, other) >= 0
                    && (best == null || isBetter(incoming, other, best))) {
                best = other;
            }
        }
        return best;
    }

    private static boolean isBetter(Waiting incoming, Waiting other, Waiting best) {
        long more = gain(incoming, other) - gain(incoming, best);
        boolean nearer = other.zone == incoming.zone && best.zone != incoming.zone;
        return more > 0 || more == 0 && nearer;
    }

    /** What both limits leave between them; of the incoming order's own limit, it is always the same part. */
    private static long gain(Waiting incoming, Waiting other) {
        Waiting sell = incoming.side == Side.SELL ? incoming : other;
        Waiting buy = incoming.side == Side.SELL ? other : incoming;
        return buy.limit - sell.limit - fee(sell, buy.zone);
    }

    private String trade(Waiting sell, Waiting buy, long wh, long price) {
        sell.left -= wh;
        buy.left -= wh;
        waiting.removeIf(order -> order.left == 0);
        return sell.id + " " + buy.id + " " + wh + " Wh at " + price;
    }

    private List<BookLine> rounds() {
        return tape.effects(Effect.RoundHeld.class).stream()
                .map(Effect.RoundHeld::line)
                .toList();
    }

    private List<String> made() {
        return rounds().stream()
                .flatMap(line -> line.result().fills().stream())
                .map(fill -> fill.sell() + " " + fill.buy() + " "
                        + fill.energy().wattHours() + " Wh at " + fill.price().microPerKwh())
                .toList();
    }
}
