package energy.peerwatt.appbackend.live.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.evidence.book.ClearingResult.ZoneResult;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Price;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The trade of example F12 that passes the full edge, as both of its sides read it. */
class PriceReasonTest {
    private static final GridZoneId A = new GridZoneId("A");
    private static final Fill ACROSS = new Fill(
            new TradeId(new UUID(1, 1)),
            new OrderId(new UUID(2, 1)),
            new OrderId(new UUID(2, 2)),
            Cast.account(1),
            Cast.account(2),
            A,
            new GridZoneId("B"),
            new Energy(4_000),
            ct(8),
            ct(5),
            ct(13));
    private static final ZoneResult SELLERS = new ZoneResult(
            A,
            new Energy(8_000),
            new Energy(4_000),
            ct(8),
            ct(8),
            ct(8),
            ct(8),
            ct(8),
            null,
            null,
            new NetEnergy(-4_000),
            "520000000");

    @Test
    void theBuyerReadsWhereItCameFromAndWhatTheFullLineAdds() {
        List<String> reasons = PriceReason.of(ACROSS, false, SELLERS, Cast.member(2));

        assertThat(reasons)
                .containsExactly(
                        "It came from zone A, where everybody who sells in this slot gets 8.0 ct/kWh.",
                        "It is the only price at which supply and demand met.",
                        "Your cap is what your supplier charges, 32.0 ct/kWh: price and fee together never cost more.",
                        "The grid fee of 5.0 ct/kWh comes on top, together 13.0 ct/kWh.",
                        "A limit of the grid between you adds 13.0 ct/kWh to what the buyer pays;"
                                + " it goes to the community's demand-response fund.");
    }

    @Test
    void theSellerReadsWhereItWent() {
        assertThat(PriceReason.of(ACROSS, true, SELLERS, null))
                .startsWith("Everybody who sells in zone A in this slot gets 8.0 ct/kWh; this went to zone B.")
                .contains("The buyer pays the grid fee of 5.0 ct/kWh on top; you get the whole price.");
    }

    @Test
    void whoChoseAnOfferReadsThat() {
        Fill direct = beside(ClearingResult.Step.DIRECT_BUY, 8);

        assertThat(PriceReason.of(direct, false, null, null))
                .startsWith("You chose this offer and bought it directly at the price its seller asked: 8.0 ct/kWh.")
                .noneMatch(reason -> reason.contains("verybody"));
        assertThat(PriceReason.of(direct, true, null, Cast.member(1)))
                .startsWith("A neighbour chose your offer and bought it directly at the price you asked: 8.0 ct/kWh.")
                .anyMatch(reason -> reason.startsWith("Your floor"));
    }

    @Test
    void whoGaveSomethingAwayIsNotToldOfAFloor() {
        assertThat(PriceReason.of(beside(ClearingResult.Step.GIFT, 0), true, null, Cast.member(1)))
                .startsWith("You gave this away, so you get nothing for it.")
                .noneMatch(reason -> reason.startsWith("Your floor"));
    }

    private static Fill beside(ClearingResult.Step step, long cents) {
        return new Fill(
                ACROSS.id(),
                ACROSS.sell(),
                ACROSS.buy(),
                ACROSS.seller(),
                ACROSS.buyer(),
                A,
                A,
                new Energy(400),
                ct(cents),
                ct(1),
                Price.ZERO,
                step,
                null,
                null);
    }

    private static Price ct(long cents) {
        return new Price(cents * 10_000);
    }
}
