package energy.peerwatt.kit.sql;

import energy.peerwatt.messages.evidence.Hash32;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of a result, columns from 0. */
public final class Row {
    private final @Nullable Object[] columns;

    private Row(@Nullable Object[] columns) {
        this.columns = columns;
    }

    static Row of(Object result) {
        return new Row(result instanceof Object[] columns ? columns : new Object[] {result});
    }

    public String text(int column) {
        return value(column).toString();
    }

    public Optional<String> optionalText(int column) {
        return Optional.ofNullable(columns[column]).map(Object::toString);
    }

    public long number(int column) {
        return ((Number) value(column)).longValue();
    }

    public int small(int column) {
        return Math.toIntExact(number(column));
    }

    public boolean flag(int column) {
        return (Boolean) value(column);
    }

    public UUID id(int column) {
        return (UUID) value(column);
    }

    public Hash32 hash(int column) {
        return new Hash32(text(column));
    }

    public byte[] bytes(int column) {
        Object value = value(column);
        return value instanceof Buffer buffer ? buffer.getBytes() : (byte[]) value;
    }

    public Instant time(int column) {
        Object value = value(column);
        return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
    }

    public boolean isNull(int column) {
        return columns[column] == null;
    }

    private Object value(int column) {
        Object value = columns[column];
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }
}
