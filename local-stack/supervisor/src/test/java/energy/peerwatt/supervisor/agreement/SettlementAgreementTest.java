package energy.peerwatt.supervisor.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.settlement.quantity.domain.Metering;
import energy.peerwatt.settlement.quantity.domain.SlotInput;
import energy.peerwatt.settlement.quantity.domain.SlotMember;
import energy.peerwatt.settlement.quantity.domain.SlotRule;
import energy.peerwatt.settlement.quantity.domain.SlotTrade;
import energy.peerwatt.verifier.settlement.Home;
import energy.peerwatt.verifier.settlement.Settlement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The settlement service and the verifier share out a slot's energy and money with code of their own. */
class SettlementAgreementTest {
    private static final int SLOTS = 3_000;

    @Test
    void theSecondImplementationSettlesEverySlotToTheSameBytes() {
        int shared = 0;
        int inFull = 0;
        int empty = 0;
        for (long seed = 0; seed < SLOTS; seed++) {
            RandomSlot slot = new RandomSlot(seed);
            SlotSettlement settled = SlotRule.settle(slot.input(), 1);
            Settlement.Outcome outcome = Settlement.settle(slot.rounds, slot.homes());
            assertThat(canonical(outcome.members()))
                    .as("members, seed %d", seed)
                    .isEqualTo(canonical(settled.members()));
            assertThat(canonical(outcome.trades())).as("trades, seed %d", seed).isEqualTo(canonical(settled.trades()));
            assertThat(settled.state()).isEqualTo(SlotSettlement.State.FINAL);

            shared += settled.trades().stream()
                            .anyMatch(trade -> !trade.delivered().isZero()
                                    && trade.delivered().compareTo(trade.traded()) < 0)
                    ? 1
                    : 0;
            inFull +=
                    settled.trades().stream().anyMatch(trade -> trade.settled().equals(trade.traded())) ? 1 : 0;
            empty += settled.trades().isEmpty() ? 1 : 0;
        }
        assertThat(shared).isGreaterThan(SLOTS / 4);
        assertThat(inFull).isGreaterThan(SLOTS / 4);
        assertThat(empty).isGreaterThan(SLOTS / 50);
    }

    private static String canonical(Object value) {
        return new String(CanonicalJson.bytes(value), StandardCharsets.UTF_8);
    }

    /** Members of both kinds, each with a net of its own in either direction, and trades between them. */
    private static final class RandomSlot {
        private final SplittableRandom random;
        private final List<SlotMember> members = new ArrayList<>();
        private final List<List<Fill>> rounds = new ArrayList<>();

        RandomSlot(long seed) {
            random = new SplittableRandom(seed);
            int sellers = 1 + random.nextInt(4);
            int buyers = 1 + random.nextInt(5);
            // Small amounts, where remainders tie; then those of a street.
            int most = seed % 2 == 0 ? 12 : 4000;
            for (int i = 0; i < sellers + buyers; i++) {
                members.add(member(i, i < sellers, most));
            }
            rounds.add(new ArrayList<>());
            for (int i = random.nextInt(14); i > 0; i--) {
                if (random.nextInt(4) == 0) {
                    rounds.add(new ArrayList<>());
                }
                rounds.getLast().add(fill(random.nextInt(sellers), sellers + random.nextInt(buyers), most));
            }
        }

        private SlotMember member(int number, boolean seller, int most) {
            // A buyer may turn out to have given, a seller to have needed, and a meter to have been changed.
            boolean turned = random.nextInt(10) == 0;
            Energy more = new Energy(random.nextInt(3 * most));
            Energy less = new Energy(random.nextInt(most / 4));
            Metering metering = random.nextInt(20) == 0
                    ? Metering.NOTHING
                    : seller != turned ? new Metering.Measured(less, more) : new Metering.Measured(more, less);
            return new SlotMember(
                    new AccountId(new UUID(random.nextLong(), number)),
                    new MeterId(new UUID(random.nextLong(), number)),
                    new Price(random.nextInt(100_000)),
                    new Price(250_000 + random.nextInt(100_000)),
                    metering);
        }

        private Fill fill(int seller, int buyer, int most) {
            return new Fill(
                    new TradeId(new UUID(random.nextLong(), random.nextLong())),
                    new OrderId(new UUID(4, seller)),
                    new OrderId(new UUID(4, buyer)),
                    members.get(seller).account(),
                    members.get(buyer).account(),
                    new GridZoneId("a"),
                    new GridZoneId("b"),
                    new Energy(1 + random.nextInt(most)),
                    new Price(100_000 + random.nextInt(100_000)),
                    new Price(random.nextInt(3) * 20_000L),
                    new Price(random.nextInt(3) * 10_000L));
        }

        SlotInput input() {
            List<SlotTrade> trades = new ArrayList<>();
            for (int round = 0; round < rounds.size(); round++) {
                for (Fill fill : rounds.get(round)) {
                    trades.add(trade(fill, round));
                }
            }
            return new SlotInput(RandomBooks.COMMUNITY, RandomBooks.SLOT, Hash32.ZERO, Hash32.ZERO, members, trades);
        }

        private static SlotTrade trade(Fill fill, int round) {
            return new SlotTrade(
                    fill.id(),
                    fill.seller(),
                    fill.buyer(),
                    fill.energy(),
                    fill.price(),
                    fill.fee(),
                    fill.congestion(),
                    round);
        }

        List<Home> homes() {
            return members.stream().map(RandomSlot::home).toList();
        }

        private static Home home(SlotMember member) {
            return switch (member.metering()) {
                case Metering.Measured(Energy imported, Energy exported) ->
                    new Home(member.account(), member.meter(), imported, exported, member.feedIn(), member.retail());
                case Metering.Awaited() -> throw new IllegalStateException("every meter of these slots was read");
            };
        }
    }
}
