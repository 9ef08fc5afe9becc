package energy.peerwatt.orderbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.EnergySource;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.BuildingId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.book.domain.OrderDraft;
import energy.peerwatt.orderbook.book.domain.OrderTerms;
import energy.peerwatt.orderbook.market.domain.Connection;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Neighbours;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A command comes out of the log as it went in, and an old one still does. */
class CommandCodecTest {
    private static final CommandId ID = new CommandId(new UUID(1, 1));
    private static final CommunityId COMMUNITY = new CommunityId(new UUID(2, 2));
    private static final AccountId ANNA = new AccountId(new UUID(3, 3));
    private static final AccountId BEN = new AccountId(new UUID(4, 4));
    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");

    private static OrderDraft draft(OrderTerms terms) {
        return new OrderDraft(
                new OrderId(new UUID(5, 5)), ANNA, new GridZoneId("street"), Side.SELL, NOW, 500, 90_000, terms);
    }

    private static BookCommand again(BookCommand command) {
        return CommandCodec.decode(CommandCodec.type(command), CommandCodec.encode(command));
    }

    @Test
    void ordersKeepAllTheySay() {
        OrderTerms terms = new OrderTerms(
                NOW,
                NOW.plusSeconds(600),
                new Energy(10),
                EnergySource.SOLAR,
                List.of(BEN),
                BEN,
                List.of(new SealedBook.Preference(List.of(BEN), List.of(), null, new Price(100_000), new Energy(100))));
        BookCommand place =
                new BookCommand.PlaceOrders(ID, COMMUNITY, NOW, List.of(draft(terms), draft(OrderTerms.NONE)));
        BookCommand replace =
                new BookCommand.ReplaceOrder(ID, COMMUNITY, NOW, new OrderId(new UUID(6, 6)), draft(terms));
        BookCommand backed = new BookCommand.PlaceOrders(
                ID, COMMUNITY, NOW, List.of(draft(OrderTerms.NONE).backedBy(new NetEnergy(-700))));
        assertThat(again(place)).isEqualTo(place);
        assertThat(new String(CommandCodec.encode(place), StandardCharsets.UTF_8))
                .doesNotContain("backed");
        assertThat(again(backed)).isEqualTo(backed);
        assertThat(again(replace)).isEqualTo(replace);
    }

    @Test
    void membersKeepTheirHomeAndTheirNeighbours() {
        BookCommand define = new BookCommand.DefineMember(
                ID,
                COMMUNITY,
                NOW,
                new Member(
                        ANNA,
                        "0x" + "a".repeat(40),
                        new MeterId(new UUID(7, 7)),
                        new GridZoneId("street"),
                        new Price(80_000),
                        new Price(300_000),
                        new HouseholdRules(
                                true,
                                Price.ZERO,
                                Price.ZERO,
                                0,
                                null,
                                null,
                                new Neighbours(List.of(BEN), BEN, true, new Price(10_000))),
                        new Connection(new BuildingId("tower"), new Power(4_000), null, "hands")));
        assertThat(again(define)).isEqualTo(define);
    }

    @Test
    void ordersFromBeforeTheySaidMoreAreRead() {
        String old = """
                {"id": "%s", "community": "%s", "issuedAt": "%s", "orders": [{"id": "%s", "account": "%s", "zone": "street",
                 "side": "SELL", "slotStart": "%s", "energyWh": 500, "limitMicroPerKwh": 90000}]}""".formatted(ID.value(), COMMUNITY, NOW, new UUID(5, 5), ANNA, NOW);
        BookCommand read =
                CommandCodec.decode("energy.peerwatt.order-book.place-orders.v1", old.getBytes(StandardCharsets.UTF_8));
        assertThat(read).isEqualTo(new BookCommand.PlaceOrders(ID, COMMUNITY, NOW, List.of(draft(OrderTerms.NONE))));
    }
}
