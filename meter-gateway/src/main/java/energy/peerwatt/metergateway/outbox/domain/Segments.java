package energy.peerwatt.metergateway.outbox.domain;

import java.nio.ByteBuffer;
import java.util.Optional;

/** What the bytes of a segment hold. */
public final class Segments {
    private Segments() {}

    /**
     * @param records whole records at the beginning
     * @param bytes their length; what follows is the torn tail of a crash
     */
    public record Content(long records, long bytes) {}

    /**
     * Finds where a crash tore the segment. Only the last thing that was written can be torn: whole records behind damaged
     * bytes mean that the disk lost something that was once safe.
     *
     * @throws IllegalStateException if whole records follow damaged bytes
     */
    public static Content scan(ByteBuffer segment) {
        long records = 0;
        while (LogRecord.decode(segment).isPresent()) {
            records++;
        }
        int torn = segment.position();
        next(segment).ifPresent(at -> {
            throw new IllegalStateException("damaged at byte " + torn + ", yet a whole record follows at byte " + at);
        });
        return new Content(records, torn);
    }

    /** Where the record behind a damaged one begins, if the damaged one's length is to be believed. */
    private static Optional<Integer> next(ByteBuffer segment) {
        if (segment.remaining() < LogRecord.HEADER) {
            return Optional.empty();
        }
        long behind = (long) segment.position() + LogRecord.HEADER + Math.max(0, segment.getInt(segment.position()));
        if (behind >= segment.limit()) {
            return Optional.empty();
        }
        ByteBuffer rest = segment.duplicate();
        rest.position((int) behind);
        return LogRecord.decode(rest).map(_ -> (int) behind);
    }
}
