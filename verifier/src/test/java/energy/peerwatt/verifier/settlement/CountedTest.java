package energy.peerwatt.verifier.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.ResponseVerified.SlotResponse;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Both lines together earn 70 nano-WATT. */
class CountedTest {
    private static final Slot SLOT = new Slot(Instant.parse("2026-06-15T10:00:00Z"), Duration.ofMinutes(15));
    private final ResponseVerified response = new ResponseVerified(
            new CommunityId(id(1)),
            new GridEventId(id(2)),
            new GridZoneId("north"),
            "NET10-v1",
            new Hash32("0x" + "4".repeat(64)),
            Money.ofNano(100),
            TokenAmount.ofNano(100),
            List.of(line(3, 30), line(4, 40)));

    @Test
    void tokensUpToTheCapAreEarned() {
        assertThat(Counted.withinCap(response, TokenAmount.CAP.nano() - 70)).isEqualTo(response);
    }

    @Test
    void oneTokenMoreAndNoneIsEarnedButTheMoneyStays() {
        ResponseVerified capped = Counted.withinCap(response, TokenAmount.CAP.nano() - 69);

        assertThat(Counted.tokens(capped)).isZero();
        assertThat(capped.lines())
                .extracting(ResponseVerified.Line::currencyReward)
                .containsExactly(Money.ofNano(5), Money.ofNano(5));
    }

    private static ResponseVerified.Line line(int account, long tokens) {
        return new ResponseVerified.Line(
                new AccountId(id(account)),
                new MeterId(id(account)),
                new Energy(5),
                Money.ofNano(5),
                TokenAmount.ofNano(tokens),
                List.of(new SlotResponse(SLOT, new NetEnergy(10), new NetEnergy(5), new Energy(5))));
    }

    private static UUID id(int number) {
        return new UUID(0x0192_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
    }
}
