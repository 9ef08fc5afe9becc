package energy.peerwatt.cli.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.orderbook.clearing.domain.Clearing;
import energy.peerwatt.orderbook.clearing.domain.ClearingOutcome;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.BookZone;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.ZonePrice;
import energy.peerwatt.orderbook.clearing.domain.sealed.SealedClearing;
import energy.peerwatt.verifier.market.TreeClearing;
import energy.peerwatt.verifier.market.tree.Offer;
import energy.peerwatt.verifier.market.tree.Quote;
import energy.peerwatt.verifier.market.tree.Scarcity;
import energy.peerwatt.verifier.market.tree.TreeAuction;
import energy.peerwatt.verifier.market.tree.Zone;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The order book and the verifier clear zone trees with code and methods that have nothing in common. */
class TreeAgreementTest {
    private static final int BOOKS = 10_000;

    @Test
    void everyBookGivesTheSamePricesRentsAndFills() {
        Cases cases = new Cases();
        for (long seed = 0; seed < BOOKS; seed++) {
            cases.add(agree(RandomTrees.small(seed), "seed " + seed));
        }
        assertThat(cases.counts())
                .hasSize(17)
                .allSatisfy((what, books) -> assertThat(books).as(what).isPositive());
    }

    @Test
    void booksOfAThousandOrdersOverFiftyZonesAgree() {
        for (long seed = 0; seed < 20; seed++) {
            agree(RandomTrees.large(seed, 50, 1_000), "seed " + seed);
        }
    }

    @Test
    void everySealedBookGivesTheSameBytes() {
        for (long seed = 0; seed < BOOKS; seed++) {
            SealedBook book = SealedTrees.of(RandomTrees.small(seed));
            ClearingResult first = SealedClearing.clear(book);
            ClearingResult second = TreeClearing.clear(book);
            assertThat(canonical(second)).as("seed %s", seed).isEqualTo(canonical(first));
        }
    }

    private static String canonical(ClearingResult result) {
        return new String(CanonicalJson.bytes(result), StandardCharsets.UTF_8);
    }

    private static ClearingOutcome agree(ClearingBook book, String which) {
        ClearingOutcome outcome = Clearing.clear(book);
        TreeAuction second = second(book);
        assertThat(outcome.rejected()).as(which).isEmpty();
        assertThat(fills(second)).as(which).isEqualTo(fills(outcome));
        assertThat(quotes(second)).as(which).isEqualTo(quotes(outcome));
        assertThat(second.indicative()).as(which).isEqualTo(outcome.indicative());
        assertThat(second.volumeWh()).as(which).isEqualTo(outcome.volumeWh());
        assertThat(second.welfare()).as(which).isEqualTo(outcome.welfare());
        assertThat(second.congestionRent()).as(which).isEqualTo(outcome.congestionRent());
        return outcome;
    }

    private static TreeAuction second(ClearingBook book) {
        byte[] bookHash = book.hash().bytes();
        Map<String, Zone> zones = new HashMap<>();
        for (BookZone zone : book.zones()) {
            zones.put(
                    zone.id(),
                    new Zone(
                            zone.id(),
                            zone.parent(),
                            zone.edgeFee(),
                            zone.localFee(),
                            limit(zone.importLimitWh()),
                            limit(zone.exportLimitWh()),
                            tie(bookHash, zone.id())));
        }
        List<Offer> offers = new ArrayList<>();
        for (BookOrder order : book.orders()) {
            Zone zone = zones.get(order.zone());
            long limit = order.clipped(order.limit());
            Hash32 tie = tie(bookHash, order.id());
            offers.add(
                    order.sells()
                            ? Offer.ask(order.id(), zone, order.wh(), limit, order.building(), tie)
                            : Offer.bid(order.id(), zone, order.wh(), limit, order.building(), tie));
        }
        return TreeAuction.clear(List.copyOf(zones.values()), offers, book.rule());
    }

    private static long limit(@Nullable Long wh) {
        return wh == null ? Zone.UNLIMITED : wh;
    }

    private static Hash32 tie(byte[] bookHash, String id) {
        return Hash32.of(Hashing.keccak256(bookHash, id.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> fills(ClearingOutcome outcome) {
        return outcome.fills().stream()
                .map(fill ->
                        line(fill.sell().id(), fill.buy().id(), fill.wh(), fill.price(), fill.fee(), fill.congestion()))
                .sorted()
                .toList();
    }

    private static List<String> fills(TreeAuction outcome) {
        return outcome.fills().stream()
                .map(fill ->
                        line(fill.sell().id(), fill.buy().id(), fill.wh(), fill.price(), fill.fee(), fill.congestion()))
                .sorted()
                .toList();
    }

    private static String line(String sell, String buy, long wh, long price, long fee, long congestion) {
        return sell + " sells " + buy + " " + wh + " Wh at " + price + " + " + fee + " + " + congestion;
    }

    private static Map<String, @Nullable Quote> quotes(TreeAuction outcome) {
        return outcome.quotes();
    }

    private static Map<String, @Nullable Quote> quotes(ClearingOutcome outcome) {
        Map<String, @Nullable Quote> quotes = new TreeMap<>();
        for (int z = 0; z < outcome.tree().size(); z++) {
            ZonePrice price = outcome.prices().of(z);
            quotes.put(
                    outcome.tree().id(z),
                    price == null
                            ? null
                            : new Quote(
                                    price.price(),
                                    price.lo(),
                                    price.hi(),
                                    price.allowed().lowest(),
                                    price.allowed().highest(),
                                    price.scarcity() == null
                                            ? null
                                            : new Scarcity(
                                                    price.scarcity().demandWh(),
                                                    price.scarcity().supplyWh())));
        }
        return quotes;
    }
}
