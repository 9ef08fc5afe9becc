package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketPlace;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Position;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A community; its terms are all null until it is defined. */
@Entity
@Table(name = "community")
@NullUnmarked
class CommunityRow {
    @Id
    UUID id;

    @Column(name = "partition")
    int partition;

    @Column(name = "slot_minutes")
    Integer slotMinutes;

    @Column(name = "gate_closure_seconds")
    Long gateClosureSeconds;

    @Enumerated(EnumType.STRING)
    PriceRule rule;

    Long tick;

    @Column(name = "first_slot")
    Instant firstSlot;

    @Column(name = "next_slot")
    Instant nextSlot;

    @Column(name = "balance_sequence")
    long balanceSequence;

    @Column(name = "time_zone")
    String timeZone;

    @Column(name = "latitude_micro_degrees")
    Integer latitudeMicroDegrees;

    @Column(name = "longitude_micro_degrees")
    Integer longitudeMicroDegrees;

    @Column(name = "auction_every_seconds")
    Long auctionEverySeconds;

    @Column(name = "forecast_tolerance_permille")
    Integer forecastTolerancePermille;

    @Enumerated(EnumType.STRING)
    SealedBook.Mode mode;

    Optional<MarketTerms> terms() {
        if (slotMinutes == null) {
            return Optional.empty();
        }
        return Optional.of(new MarketTerms(
                Duration.ofMinutes(slotMinutes),
                Duration.ofSeconds(gateClosureSeconds),
                rule,
                Price.ofMicroPerKwh(tick),
                firstSlot,
                place(),
                auctionEverySeconds == null ? null : Duration.ofSeconds(auctionEverySeconds),
                forecastTolerancePermille,
                mode));
    }

    private MarketPlace place() {
        if (timeZone == null) {
            return null;
        }
        return new MarketPlace(
                ZoneId.of(timeZone),
                latitudeMicroDegrees == null ? null : new Position(latitudeMicroDegrees, longitudeMicroDegrees));
    }

    Optional<Slot> next() {
        return terms().map(terms -> terms.slotAt(nextSlot));
    }
}
