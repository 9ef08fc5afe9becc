package energy.peerwatt.settlement.reading;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A seal as it came in. */
@Entity
@Table(name = "seal")
class SealRow {
    static final String PENDING = "PENDING";
    static final String VERIFIED = "VERIFIED";
    static final String REFUSED = "REFUSED";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    /** Hash over seal, signature and readings: the same event twice is one row. */
    String content = "";

    UUID gateway = new UUID(0, 0);
    Instant boundary = Instant.EPOCH;
    String hash = "";
    String state = PENDING;

    /** Why it waits or is refused; of one that verified, which of its readings do not count. */
    @Nullable
    String reason;

    /** JSON of the event, with the very bytes. */
    String event = "";

    @Column(name = "seen_at")
    Instant seenAt = Instant.EPOCH;
}
