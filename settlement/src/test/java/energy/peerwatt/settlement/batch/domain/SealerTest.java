package energy.peerwatt.settlement.batch.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Pwb1;
import energy.peerwatt.messages.evidence.RecordLeaf;
import energy.peerwatt.messages.evidence.RunningNet;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.batch.domain.FinalSlot.SettledTrade;
import energy.peerwatt.settlement.quantity.domain.Street;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SealerTest {
    private static final Slot FIRST = Street.SLOT;
    private static final Price PRICE = Street.cents(17);
    private static final Price FEE = Street.cents(4);
    private static final Hash32 BID = new Hash32("0x" + "b".repeat(64));
    private static final Hash32 ASK = new Hash32("0x" + "a".repeat(64));
    private static final Hash32 READINGS = new Hash32("0x" + "e".repeat(64));

    private final ChainHead start = ChainHead.start(FIRST.number());
    private final Sealer sealer = sealer(2);

    @Test
    void batchCoversTheEmptySlotsBeforeItsRecordsAndLeavesThoseAfter() {
        SealedBatch batch = sealer.seal(start, slots(List.of(), List.of(trade(5, 4, 100)), List.of()), List.of())
                .orElseThrow();

        assertThat(batch.header().slotFrom()).isEqualTo(FIRST.number());
        assertThat(batch.header().slotTo()).isEqualTo(FIRST.next().next().number());
        assertThat(batch.header().records()).isEqualTo(2);
        assertThat(batch.header().energy()).isEqualTo(new Energy(100));
        assertThat(batch.header().paid()).isEqualTo(new Money(100 * 210_000));
        assertThat(Recompute.differences(start, batch)).isEmpty();
    }

    @Test
    void slotsWithoutRecordsMakeNoBatch() {
        assertThat(sealer.seal(start, slots(List.of(), List.of()), List.of())).isEmpty();
        assertThat(sealer.seal(start, List.of(), List.of())).isEmpty();
        assertThat(sealer.seal(start, slots(List.of(trade(5, 4, 0))), List.of()))
                .isEmpty();
    }

    @Test
    void buyerPaysPriceToSellerAndFeeToTheGridFund() {
        SealedBatch batch =
                sealer.seal(start, slots(List.of(trade(5, 4, 100))), List.of()).orElseThrow();

        assertThat(batch.net()).containsExactly(0, 100 * 40_000, 0, 0, 100 * 170_000, -100 * 210_000);
        RecordLeaf fee = batch.leaves().getFirst();
        assertThat(fee.payee()).isEqualTo(FinalSlot.GRID_FUND);
        assertThat(fee.bidHash()).isEqualTo(BID);
        assertThat(fee.askHash()).isEqualTo(Hash32.ZERO);
        RecordLeaf trade = batch.leaves().getLast();
        assertThat(trade.askHash()).isEqualTo(ASK);
        assertThat(trade.readingsRoot()).isEqualTo(READINGS);
        assertThat(batch.leaves().stream().map(RecordLeaf::salt).distinct()).hasSize(2);
    }

    @Test
    void whatLimitsAddToThePriceIsARecordToTheDemandResponseFund() {
        SealedBatch batch = sealer.seal(start, slots(List.of(trade(5, 4, 100, Street.cents(3)))), List.of())
                .orElseThrow();

        assertThat(batch.net()).containsExactly(0, 100 * 40_000, 100 * 30_000, 0, 100 * 170_000, -100 * 240_000);
        RecordLeaf congestion = batch.leaves().getFirst();
        assertThat(congestion.payee()).isEqualTo(FundPayments.DEMAND_RESPONSE_FUND);
        assertThat(congestion.price()).isEqualTo(Street.cents(3));
        assertThat(congestion.bidHash()).isEqualTo(BID);
        assertThat(congestion.askHash()).isEqualTo(Hash32.ZERO);
        assertThat(batch.header().energy()).as("energy between members").isEqualTo(new Energy(100));
        assertThat(Recompute.differences(start, batch)).isEmpty();
    }

    @Test
    void netRunsOnThroughThePeriodAndStartsAnewInTheNext() {
        SealedBatch one =
                sealer.seal(start, slots(List.of(trade(5, 4, 100))), List.of()).orElseThrow();
        ChainHead afterOne = ChainHead.after(one.header(), 1, RunningNet.encode(one.net()));
        Slot second = FIRST.next();
        SealedBatch two = sealer.seal(afterOne, List.of(slot(second, List.of(trade(5, 4, 10)))), List.of())
                .orElseThrow();
        ChainHead afterTwo = ChainHead.after(two.header(), 2, RunningNet.encode(two.net()));
        SealedBatch three = sealer.seal(afterTwo, List.of(slot(second.next(), List.of(trade(5, 4, 1)))), List.of())
                .orElseThrow();

        assertThat(one.header().endsPeriod()).isFalse();
        assertThat(two.header().endsPeriod()).isTrue();
        assertThat(two.net()[4]).isEqualTo(110 * 170_000);
        assertThat(three.header().period()).isEqualTo(2);
        assertThat(three.net()[4]).isEqualTo(170_000);
        assertThat(Recompute.differences(afterOne, two)).isEmpty();
        assertThat(Recompute.differences(afterTwo, three)).isEmpty();
    }

    @Test
    void missingSlotIsRefused() {
        List<FinalSlot> gap = List.of(slot(FIRST, List.of()), slot(FIRST.next().next(), List.of(trade(5, 4, 1))));

        assertThatThrownBy(() -> sealer.seal(start, gap, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void slotThatDoesNotFitAnymoreGoesToTheNextBatchWhole() {
        List<FinalSlot> slots = slots(trades(6_000), trades(2_000));
        SealedBatch batch = sealer.seal(start, slots, List.of()).orElseThrow();

        assertThat(batch.header().records()).isEqualTo(12_000);
        assertThat(batch.header().slotTo()).isEqualTo(FIRST.next().number());
    }

    @Test
    void slotBeyondTheLimitsOfOneBatchIsRefusedWithItsNumber() {
        assertThatThrownBy(() -> sealer.seal(start, slots(trades(7_001)), List.of()))
                .isInstanceOf(BatchRefused.class)
                .hasMessageContaining("14002 records");
        assertThatThrownBy(() -> sealer.seal(start, slots(List.of(trade(1_024, 4, 1))), List.of()))
                .isInstanceOf(BatchRefused.class)
                .hasMessageContaining("account index 1024");
    }

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void randomBatchesUnpackToTheirTradesAndRecompute(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ChainHead head = start;
        Slot slot = FIRST;
        for (int n = 0; n < 5; n++) {
            List<SettledTrade> trades = new ArrayList<>();
            int count = 1 + random.nextInt(30);
            for (int i = 0; i < count; i++) {
                int buyer = 4 + random.nextInt(10);
                trades.add(trade(buyer, buyer + 1 + random.nextInt(5), 1 + random.nextInt(5_000)));
            }
            SealedBatch batch =
                    sealer.seal(head, List.of(slot(slot, trades)), List.of()).orElseThrow();
            Collections.shuffle(trades, new Random(seed));
            SealedBatch shuffled =
                    sealer(2).seal(head, List.of(slot(slot, trades)), List.of()).orElseThrow();

            assertThat(shuffled.packed()).isEqualTo(batch.packed());
            assertThat(Recompute.differences(head, batch)).isEmpty();
            assertThat(Pwb1.unpack(batch.packed())).hasSize(2 * count);
            head = ChainHead.after(batch.header(), n % 2 + 1, RunningNet.encode(batch.net()));
            slot = slot.next();
        }
    }

    @Test
    void recomputeNamesEveryTamperedPart() {
        SealedBatch batch =
                sealer.seal(start, slots(List.of(trade(5, 4, 100))), List.of()).orElseThrow();
        byte[] packed = batch.packed().clone();
        packed[16]++;
        long[] net = batch.net().clone();
        net[4]++;
        SealedBatch tampered = new SealedBatch(batch.header(), packed, batch.leaves(), net, List.of());

        assertThat(Recompute.differences(start, tampered))
                .anyMatch(text -> text.startsWith("data hash"))
                .anyMatch(text -> text.startsWith("net hash"))
                .anyMatch(text -> text.startsWith("leaf 0"));
    }

    private static Sealer sealer(int batchesPerPeriod) {
        return new Sealer(Street.COMMUNITY, batchesPerPeriod, 1, new SplittableRandom(1));
    }

    private static List<SettledTrade> trades(int count) {
        return Collections.nCopies(count, trade(5, 4, 1));
    }

    private static SettledTrade trade(int buyer, int seller, long wh) {
        return trade(buyer, seller, wh, Price.ZERO);
    }

    private static SettledTrade trade(int buyer, int seller, long wh, Price congestion) {
        return new SettledTrade(buyer, seller, new Energy(wh), PRICE, FEE, congestion, BID, ASK);
    }

    @SafeVarargs
    private static List<FinalSlot> slots(List<SettledTrade>... trades) {
        List<FinalSlot> slots = new ArrayList<>();
        Slot slot = FIRST;
        for (List<SettledTrade> own : trades) {
            slots.add(slot(slot, own));
            slot = slot.next();
        }
        return slots;
    }

    private static FinalSlot slot(Slot slot, List<SettledTrade> trades) {
        return new FinalSlot(slot, READINGS, trades);
    }
}
