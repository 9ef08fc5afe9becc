package energy.peerwatt.appbackend.live.domain;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static Price ct(long cents) {
        return new Price(cents * 10_000);
    }
}
