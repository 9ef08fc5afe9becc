package energy.peerwatt.orderbook.rest;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.orderbook.book.store.BookPages;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Ids and times in paths and queries; a malformed one is a 400 with its reason, not a bare 404. */
public final class PathIds {
    private PathIds() {}

    public static CommunityId community(String text) {
        return parsed("community", text, CommunityId::of);
    }

    public static AccountId account(String text) {
        return parsed("account", text, AccountId::of);
    }

    public static OrderId order(String text) {
        return parsed("order", text, OrderId::of);
    }

    public static GridZoneId zone(String text) {
        return parsed("zone", text, GridZoneId::new);
    }

    public static Instant instant(String name, String text) {
        return parsed(name, text, given -> {
            try {
                return Instant.parse(given);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(name + " is not a time like 2026-06-01T10:00:00Z: " + given, e);
            }
        });
    }

    public static @Nullable Instant instantOrNull(String name, @Nullable String text) {
        return text == null ? null : instant(name, text);
    }

    /** Where a page of books ended. */
    public static BookPages.Place place(String name, String text) {
        return parsed(name, text, given -> {
            try {
                return BookPages.Place.of(given);
            } catch (DateTimeParseException | NumberFormatException e) {
                throw new IllegalArgumentException(
                        name + " is neither a time like 2026-06-01T10:00:00Z nor one with a round like"
                                + " 2026-06-01T10:00:00Z/3: " + given,
                        e);
            }
        });
    }

    private static <T> T parsed(String field, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw Problems.malformed(field, String.valueOf(e.getMessage()));
        }
    }
}
