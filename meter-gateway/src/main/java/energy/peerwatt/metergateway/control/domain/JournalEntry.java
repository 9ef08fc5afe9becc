package energy.peerwatt.metergateway.control.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.evidence.DispatchOrder;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a dispatch, on disk before anything follows from it.
 *
 * @param order Base64 of the order it is about
 * @param at market time
 * @param setPoint what the device is told; with {@link Step#INTENT} and {@link Step#APPLIED}
 * @param device which one is told; with {@link Step#INTENT}
 * @param writes how often each register is about to be written; with {@link Step#INTENT} and {@link Step#WRITING}
 * @param fingerprint of an order as it came, signature included; with {@link Step#REFUSED}
 * @param report what others hear of it, if anything
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JournalEntry(
        Step step,
        String order,
        Instant at,
        @Nullable SetPoint setPoint,
        @Nullable String device,
        @Nullable Map<Integer, Integer> writes,
        @Nullable String fingerprint,
        @Nullable DispatchReported report) {
    /** What happened. */
    public enum Step {
        ACCEPTED,
        /** Turned away at the door; changes nothing. */
        REFUSED,
        /** From here on the device may hold the set-point. */
        INTENT,
        /** Written once more, or given back; for the budget alone, and on disk before the device gets it. */
        WRITING,
        /** Written and read back the same. */
        APPLIED,
        EFFECTIVE,
        NOT_OBSERVED,
        /** Taken off the device in the middle, because the gateway had stopped; it will be applied again. */
        RESET,
        /** Off the device, read back. */
        RELEASED,
        /** The device did not say that it was given back before its own timer had to do it. */
        RELEASE_FAILED,
        /** Accepted, never on the device, and will not be. */
        ABANDONED
    }

    public JournalEntry {
        writes = writes == null ? null : Map.copyOf(writes);
    }

    /** A step that writes nothing. */
    public JournalEntry(
            Step step,
            String order,
            Instant at,
            @Nullable SetPoint setPoint,
            @Nullable String fingerprint,
            @Nullable DispatchReported report) {
        this(step, order, at, setPoint, null, null, fingerprint, report);
    }

    /** The same, for those who know from elsewhere how often registers were written. */
    JournalEntry withoutWrites() {
        return writes == null ? this : new JournalEntry(step, order, at, setPoint, device, null, fingerprint, report);
    }

    public DispatchOrder decodedOrder() {
        return DispatchOrder.decode(Base64.getDecoder().decode(order));
    }

    /** An order as an entry holds it. */
    public static String text(DispatchOrder order) {
        return Base64.getEncoder().encodeToString(order.encode());
    }
}
