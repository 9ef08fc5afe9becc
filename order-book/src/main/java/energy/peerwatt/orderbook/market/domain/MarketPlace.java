package energy.peerwatt.orderbook.market.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a community is.
 *
 * @param timeZone its days and months are those of its members
 * @param position for the sun; absent where nobody has said it, and then no forecast reckons with the sun
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MarketPlace(ZoneId timeZone, @Nullable Position position) {
    /** Of a community that has not said where it is. */
    public static final MarketPlace UNKNOWN = new MarketPlace(ZoneOffset.UTC, null);

    public MarketPlace {
        Objects.requireNonNull(timeZone, "timeZone is missing");
    }

    /** Half-open. */
    public record Period(Instant from, Instant to) {
        public boolean contains(Instant time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    public LocalDate dateOf(Instant time) {
        return LocalDate.ofInstant(time, timeZone);
    }

    /** A day of 23 to 25 hours, as the clocks go. */
    public Period day(LocalDate date) {
        return period(date, date.plusDays(1));
    }

    /** The month a date lies in. */
    public Period month(LocalDate date) {
        LocalDate first = date.withDayOfMonth(1);
        return period(first, first.plusMonths(1));
    }

    private Period period(LocalDate first, LocalDate next) {
        return new Period(
                first.atStartOfDay(timeZone).toInstant(),
                next.atStartOfDay(timeZone).toInstant());
    }
}
