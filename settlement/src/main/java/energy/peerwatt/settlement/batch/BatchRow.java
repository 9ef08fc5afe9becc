package energy.peerwatt.settlement.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.RunningNet;
import energy.peerwatt.settlement.batch.domain.ChainHead;
import energy.peerwatt.settlement.batch.domain.SealedBatch;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A batch and what became of it on the chain. Its content never changes once sealed. */
@Entity
@Table(name = "batch")
public class BatchRow {
    /** SEALED, then SUBMITTED to the pipeline, MINED, FINAL by the chain's policy, CLOSED with its period. */
    public enum State {
        SEALED,
        SUBMITTED,
        MINED,
        FINAL,
        CLOSED
    }

    @Id
    long number;

    UUID community = new UUID(0, 0);
    long period;

    @Column(name = "in_period")
    int inPeriod;

    @Column(name = "ends_period")
    boolean endsPeriod;

    @Column(name = "slot_to")
    long slotTo;

    /** JSON of {@link BatchHeader}. */
    String header = "";

    byte[] packed = {};

    /** Running net after this batch, encoded. */
    byte[] net = {};

    @Enumerated(EnumType.STRING)
    State state = State.SEALED;

    @Nullable
    String previous;

    @Nullable
    String hash;

    @Column(name = "committed_at")
    @Nullable
    Instant committedAt;

    @Nullable
    String transaction;

    @Nullable
    String block;

    /** Block that holds the close of its period. */
    @Column(name = "closed_by")
    @Nullable
    String closedBy;

    protected BatchRow() {}

    static BatchRow of(SealedBatch batch, ChainHead head) {
        BatchRow row = new BatchRow();
        BatchHeader header = batch.header();
        row.number = header.number();
        row.community = header.cell().value();
        row.period = header.period();
        row.inPeriod = head.periodEnded() ? 1 : head.batchesInPeriod() + 1;
        row.endsPeriod = header.endsPeriod();
        row.slotTo = header.slotTo();
        row.header = json(header);
        row.packed = batch.packed();
        row.net = RunningNet.encode(batch.net());
        return row;
    }

    ChainHead head() {
        return ChainHead.after(header(), inPeriod, net);
    }

    public BatchHeader header() {
        try {
            return Json.mapper().readValue(header, BatchHeader.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("header of batch " + number + " cannot be read", e);
        }
    }

    public long number() {
        return number;
    }

    public State state() {
        return state;
    }

    public byte[] packed() {
        return packed.clone();
    }

    public byte[] net() {
        return net.clone();
    }

    public Optional<Hash32> previous() {
        return Optional.ofNullable(previous).map(Hash32::new);
    }

    public Optional<Hash32> hash() {
        return Optional.ofNullable(hash).map(Hash32::new);
    }

    public Optional<Instant> committedAt() {
        return Optional.ofNullable(committedAt);
    }

    public Optional<Hash32> transaction() {
        return Optional.ofNullable(transaction).map(Hash32::new);
    }

    private static String json(BatchHeader header) {
        try {
            return Json.mapper().writeValueAsString(header);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a header cannot be written as JSON", e);
        }
    }
}
