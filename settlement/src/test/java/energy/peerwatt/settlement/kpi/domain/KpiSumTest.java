package energy.peerwatt.settlement.kpi.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.quantity.domain.MemberSlot;
import energy.peerwatt.settlement.quantity.domain.Metering;
import energy.peerwatt.settlement.quantity.domain.SlotInput;
import energy.peerwatt.settlement.quantity.domain.SlotMember;
import energy.peerwatt.settlement.quantity.domain.SlotRule;
import energy.peerwatt.settlement.quantity.domain.SlotTrade;
import energy.peerwatt.settlement.quantity.domain.Street;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published example, and random periods against figures reckoned one by one. */
class KpiSumTest {
    private static final Hash32 HASH = new Hash32("0x" + "7".repeat(64));
    private static final KpiSum.Homes NO_TELEMETRY = (meter, slot) -> Optional.empty();
    private static final int HOMES = 6;

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    /** G9: PV 10 kWh -> load 1, storage 5, neighbour 4; storage -> load 2, neighbour 3; demand 3. */
    @Test
    void g9IsWhollySelfSufficientAndConsumesThirtyPercentItself() {
        SlotSettlement slot = settle(
                0,
                List.of(member(0, 0, 7_000, 8, 30), member(1, 7_000, 0, 8, 30)),
                List.of(trade(0, 0, 1, 4_000, 17, 4, 0), trade(1, 0, 1, 3_000, 17, 4, 0)));
        KpiSum sum = KpiSum.of(
                Street.account(0), (meter, at) -> Optional.of(home(10_000, 5_000, 5_000)), (who, at) -> false);
        MemberSlot.of(slot).forEach(sum::add);

        OwnUse home = sum.total().ownUse();
        assertThat(home.consumed()).isEqualTo(new Energy(3_000));
        assertThat(home.selfSufficiencyPermille()).isEqualTo(1_000);
        assertThat(home.selfConsumptionPermille()).isEqualTo(300);
    }

    /** The same of both homes together: what the neighbour bought has not left the community. */
    @Test
    void whatNeighboursTradeStaysInTheCommunity() {
        SlotSettlement slot = settle(
                0,
                List.of(member(0, 0, 7_000, 8, 30), member(1, 8_000, 0, 8, 30)),
                List.of(trade(0, 0, 1, 7_000, 17, 4, 0)));
        KpiSum sum = KpiSum.ofCommunity(
                (meter, at) -> Optional.of(meter.equals(Street.meter(0)) ? home(10_000, 5_000, 5_000) : home(0, 0, 0)),
                (who, at) -> false);
        MemberSlot.of(slot).forEach(sum::add);

        OwnUse all = sum.total().ownUse();
        assertThat(all.consumed()).isEqualTo(new Energy(11_000));
        assertThat(all.fromOutside()).isEqualTo(new Energy(1_000));
        assertThat(all.selfSufficiencyPermille()).isEqualTo(909);
        assertThat(all.selfConsumptionPermille()).isEqualTo(1_000);
        assertThat(sum.total().localSharePermille()).isEqualTo(875);
    }

    /** The table of the market's design: 4 kWh instead of the 5 that were sold. */
    @Test
    void benefitIsThatOfTheStatement() {
        SlotSettlement slot = settle(
                0,
                List.of(member(0, 0, 4_000, 8, 30), member(1, 3_000, 0, 8, 30), member(2, 2_000, 0, 8, 30)),
                List.of(trade(0, 0, 1, 3_000, 17, 4, 0), trade(1, 0, 2, 2_000, 17, 4, 0)));

        assertThat(of(0, slot).benefit()).isEqualTo(cents(68 - 32));
        assertThat(of(1, slot).benefit()).isEqualTo(Money.ofNano(900_000_000 - 684_000_000));
        assertThat(of(2, slot).benefit()).isEqualTo(Money.ofNano(600_000_000 - 456_000_000));
        assertThat(of(0, slot).keptPermille()).isEqualTo(800);
        assertThat(of(1, slot).keptPermille()).as("it took what it bought").isEqualTo(1_000);
    }

    @Test
    void whoAnsweredACallIsNotHeldToItsTrades() {
        SlotSettlement slot = settle(
                0,
                List.of(member(0, 0, 0, 8, 30), member(1, 1_000, 0, 8, 30)),
                List.of(trade(0, 0, 1, 1_000, 17, 4, 0)));
        KpiSum called = KpiSum.of(Street.account(0), NO_TELEMETRY, (who, at) -> at.equals(slot.slot()));
        MemberSlot.of(slot).forEach(called::add);

        assertThat(of(0, slot).keptPermille()).isZero();
        assertThat(called.total().keptPermille()).isNull();
    }

    private static Kpis of(int home, SlotSettlement... slots) {
        KpiSum sum = KpiSum.of(Street.account(home), NO_TELEMETRY, (who, at) -> false);
        List.of(slots).forEach(slot -> MemberSlot.of(slot).forEach(sum::add));
        return sum.total();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void figuresAreWhatTheyAreOneByOne(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SlotSettlement> slots = new ArrayList<>();
        Map<MeterId, Map<Slot, HomeEnergy>> telemetry = new HashMap<>();
        for (int n = 0; n < 4; n++) {
            SlotSettlement slot = random(random, n);
            slots.add(slot);
            for (SlotSettlement.Member member : slot.members()) {
                if (random.nextInt(4) > 0) {
                    telemetry
                            .computeIfAbsent(member.meter(), m -> new HashMap<>())
                            .put(slot.slot(), home(member.exported().wattHours() + random.nextInt(3_000), 0, 0));
                }
            }
        }
        KpiSum.Homes homes = (meter, slot) ->
                Optional.ofNullable(telemetry.getOrDefault(meter, Map.of()).get(slot));
        List<Kpis> each = new ArrayList<>();
        for (int home = 0; home < HOMES; home++) {
            KpiSum sum = KpiSum.of(Street.account(home), homes, (who, at) -> false);
            slots.forEach(slot -> MemberSlot.of(slot).forEach(sum::add));
            each.add(sum.total());
            assertThat(sum.total().ownUse().selfConsumptionPermille())
                    .isEqualTo(naiveSelfConsumption(Street.account(home), slots, homes));
        }
        KpiSum together = KpiSum.ofCommunity(homes, (who, at) -> false);
        slots.forEach(slot -> MemberSlot.of(slot).forEach(together::add));
        Kpis all = together.total();

        assertThat(all.welfare()).isEqualTo(naiveWelfare(slots));
        assertThat(each.stream().map(Kpis::welfare).reduce(Money.ZERO, Money::plus))
                .isEqualTo(all.welfare());
        assertThat(each.stream().map(Kpis::benefit).reduce(Money.ZERO, Money::plus))
                .isEqualTo(all.benefit());
        assertThat(all.benefit().nano()).isNotNegative();
        assertThat(all.bought()).as("settled energy has two ends").isEqualTo(all.sold());
        long agreed = slots.stream()
                .flatMap(slot -> slot.trades().stream())
                .mapToLong(trade -> 2 * trade.traded().wattHours())
                .sum();
        assertThat(all.traded().wattHours()).isEqualTo(agreed);
        assertThat(all.kept()).isLessThanOrEqualTo(all.traded());
        assertThat(all.localSharePermille())
                .isEqualTo(share(all.bought().wattHours(), all.imported().wattHours()));
    }

    private static @Nullable Integer naiveSelfConsumption(
            AccountId account, List<SlotSettlement> slots, KpiSum.Homes homes) {
        long generated = 0;
        long stayed = 0;
        for (SlotSettlement slot : slots) {
            for (SlotSettlement.Member member : slot.members()) {
                Optional<HomeEnergy> home = homes.find(member.meter(), slot.slot());
                if (member.account().equals(account) && home.isPresent()) {
                    long made = home.get().generated().wattHours();
                    generated += made;
                    stayed += made - member.exported().wattHours();
                }
            }
        }
        return share(stayed, generated);
    }

    /** Trade by trade: what the buyer's supplier would have charged less what the seller's would have paid and the fee. */
    private static Money naiveWelfare(List<SlotSettlement> slots) {
        long nano = 0;
        for (SlotSettlement slot : slots) {
            for (SlotSettlement.Trade trade : slot.trades()) {
                long retail = memberOf(slot, trade.buyer()).retail().microPerKwh();
                long feedIn = memberOf(slot, trade.seller()).feedIn().microPerKwh();
                nano += trade.settled().wattHours()
                        * (retail - feedIn - trade.fee().microPerKwh());
            }
        }
        return Money.ofNano(nano);
    }

    private static SlotSettlement.Member memberOf(SlotSettlement slot, AccountId account) {
        return slot.members().stream()
                .filter(member -> member.account().equals(account))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable Integer share(long part, long whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(1_000 * part)
                        .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
                        .intValueExact();
    }

    private static SlotSettlement random(SplittableRandom random, int n) {
        List<SlotMember> members = new ArrayList<>();
        for (int home = 0; home < HOMES; home++) {
            boolean sells = home < HOMES / 2;
            members.add(member(
                    home,
                    random.nextInt(sells ? 50 : 2_000),
                    random.nextInt(sells ? 2_000 : 50),
                    5 + random.nextInt(4),
                    28 + random.nextInt(4)));
        }
        List<SlotTrade> trades = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            trades.add(trade(
                    trades.size(),
                    random.nextInt(HOMES / 2),
                    HOMES / 2 + random.nextInt(HOMES / 2),
                    1 + random.nextInt(900),
                    9 + random.nextInt(10),
                    random.nextInt(5),
                    random.nextInt(4)));
        }
        return settle(n, members, trades);
    }

    private static SlotSettlement settle(int n, List<SlotMember> members, List<SlotTrade> trades) {
        Slot slot = Slot.ofNumber(Street.SLOT.number() + 3L * n, Street.SLOT.length());
        return SlotRule.settle(new SlotInput(Street.COMMUNITY, slot, HASH, HASH, members, trades), 1);
    }

    private static SlotMember member(int home, long imported, long exported, long feedIn, long retail) {
        return new SlotMember(
                Street.account(home),
                Street.meter(home),
                Street.cents(feedIn),
                Street.cents(retail),
                new Metering.Measured(new Energy(imported), new Energy(exported)));
    }

    private static SlotTrade trade(int index, int seller, int buyer, long wh, long price, long fee, long congestion) {
        return new SlotTrade(
                ClearingResult.tradeId(HASH, index),
                Street.account(seller),
                Street.account(buyer),
                new Energy(wh),
                Street.cents(price),
                Street.cents(fee),
                congestion == 0 ? Price.ZERO : Street.cents(congestion),
                0);
    }

    private static HomeEnergy home(long generated, long charged, long discharged) {
        return new HomeEnergy(new Energy(generated), new Energy(charged), new Energy(discharged));
    }

    private static Money cents(long cents) {
        return Money.ofNano(cents * 10_000_000);
    }
}
