package energy.peerwatt.gridservice.baseline.domain;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * The calendar of a market: which days are alike, and which slots of them, by the wall clock of one zone of the world.
 *
 * @param holidays count as a weekend
 */
public record Days(ZoneId zone, Set<LocalDate> holidays, Duration slot) {
    public LocalDate of(Instant time) {
        return time.atZone(zone).toLocalDate();
    }

    public boolean isWorkday(LocalDate date) {
        return date.getDayOfWeek() != DayOfWeek.SATURDAY
                && date.getDayOfWeek() != DayOfWeek.SUNDAY
                && !holidays.contains(date);
    }

    public Instant start(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }

    /** 92, 96 or 100 of a quarter of an hour. */
    public int slots(LocalDate date) {
        return Math.toIntExact(
                Duration.between(start(date), start(date.plusDays(1))).dividedBy(slot));
    }

    /** The same time of the wall clock, as many days away as {@code to} is from {@code from}. */
    public Instant moved(Instant time, LocalDate from, LocalDate to) {
        LocalDateTime wall = LocalDateTime.ofInstant(time, zone);
        return wall.plusDays(ChronoUnit.DAYS.between(from, to)).atZone(zone).toInstant();
    }
}
