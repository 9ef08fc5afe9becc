package energy.peerwatt.orderbook.replica;

import java.util.List;

/**
 * The gaps between the steps of the write path, from a polled batch to events that are sent and marked. In each of them
 * everything between the service and PostgreSQL can be made to stand still.
 */
enum WriteStep {
    /** The batch has come from Kafka and nothing was asked about it. */
    POLLED(Hold.STATEMENT),
    /** The batch is decided in memory and the transaction is open, empty. */
    DECIDED(Hold.STATEMENT),
    /** The offset is moved on inside the transaction, which now keeps others out; nothing else is written. */
    OFFSET_MOVED(Hold.ANSWER),
    /** All rows are written, not committed. */
    WRITTEN(Hold.STATEMENT),
    /** Committed, and the writer does not know it. */
    COMMITTED(Hold.ANSWER),
    /** A relay has claimed the stream of the events and sent none. */
    CLAIMED(Hold.ANSWER),
    /** All events are in Kafka and not marked as sent. */
    PUBLISHED(Hold.STATEMENT),
    /** The mark is committed, and the relay does not know it. */
    MARKED(Hold.ANSWER);

    private static final String COMMIT = "COMMIT";
    private static final String MOVE_ON = "update partition_offset";
    private static final String CLAIM = "UPDATE outbox_stream s SET claimed_by";
    private static final String MARK = "UPDATE outbox SET sent_at";

    /** What is held back: the statement itself, or the server's answer to it. */
    enum Hold {
        STATEMENT,
        ANSWER
    }

    private final Hold hold;

    WriteStep(Hold hold) {
        this.hold = hold;
    }

    Hold hold() {
        return hold;
    }

    /** Whether the process dies as the writer of the book; as the sender of its events otherwise. */
    boolean isOfTheWriter() {
        return compareTo(COMMITTED) <= 0;
    }

    /**
     * @param sql the statement that the service executes
     * @param before what it executed on this connection since its transaction began
     */
    boolean matches(String sql, List<String> before) {
        return switch (this) {
            case POLLED -> sql.contains("JOIN processed_command ");
            case DECIDED, OFFSET_MOVED -> sql.startsWith(MOVE_ON);
            case WRITTEN, COMMITTED -> sql.equals(COMMIT) && has(before, MOVE_ON);
            // Most claims find nothing to send; the one that does reads it.
            case CLAIMED -> sql.equals(COMMIT) && has(before, CLAIM) && before.size() > 1;
            case PUBLISHED -> sql.startsWith(MARK);
            case MARKED -> sql.equals(COMMIT) && has(before, MARK);
        };
    }

    private static boolean has(List<String> statements, String beginning) {
        return statements.stream().anyMatch(sql -> sql.startsWith(beginning));
    }
}
