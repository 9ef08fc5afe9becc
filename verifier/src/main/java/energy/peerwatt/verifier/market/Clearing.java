package energy.peerwatt.verifier.market;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.verifier.evidence.CanonicalText;
import energy.peerwatt.verifier.evidence.Keccak;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Clears a sealed book: a pure function, the same on every machine and for every order of submission. */
public final class Clearing {
    private Clearing() {}

    public static ClearingResult clear(SealedBook book) {
        JsonNode published = Json.mapper().valueToTree(book);
        return clear(book, CanonicalText.hash(published));
    }

    /** @param bookHash decides between equals and makes the trades' ids */
    public static ClearingResult clear(SealedBook book, Hash32 bookHash) {
        List<ClearingResult.ZoneResult> zones = new ArrayList<>();
        List<ClearingResult.Fill> fills = new ArrayList<>();
        List<SealedBook.Zone> ascending = book.zones().stream()
                .sorted(Comparator.comparing(SealedBook.Zone::id))
                .toList();
        for (SealedBook.Zone zone : ascending) {
            List<SealedBook.Order> orders = book.orders().stream()
                    .filter(order -> order.zone().equals(zone.id()))
                    .toList();
            ZoneAuction.Outcome outcome = new ZoneAuction(zone, orders, bookHash).clear(book.rule());
            zones.add(outcome.result());
            Price price = outcome.result().price();
            if (price != null) {
                for (ZoneAuction.Pair pair : outcome.pairs()) {
                    fills.add(fill(tradeId(bookHash, fills.size()), zone, pair, price));
                }
            }
        }
        return new ClearingResult(ClearingResult.VERSION, book.community(), book.slot(), bookHash, zones, fills);
    }

    private static ClearingResult.Fill fill(TradeId id, SealedBook.Zone zone, ZoneAuction.Pair pair, Price price) {
        return new ClearingResult.Fill(
                id,
                pair.sell().id(),
                pair.buy().id(),
                pair.sell().account(),
                pair.buy().account(),
                zone.id(),
                new Energy(pair.wh()),
                price,
                zone.localFee());
    }

    /** First 16 bytes of the hash of book hash and index, marked as a version 8 UUID. */
    private static TradeId tradeId(Hash32 bookHash, int index) {
        ByteBuffer hash = ByteBuffer.wrap(
                Keccak.of(bookHash.bytes(), ByteBuffer.allocate(4).putInt(index).array()));
        hash.put(6, (byte) (hash.get(6) & 0x0F | 0x80));
        hash.put(8, (byte) (hash.get(8) & 0x3F | 0x80));
        return new TradeId(new UUID(hash.getLong(), hash.getLong()));
    }
}
