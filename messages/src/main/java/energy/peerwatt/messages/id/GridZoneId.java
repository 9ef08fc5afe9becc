package energy.peerwatt.messages.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A zone of the grid, named by its operator: letters, digits, dot and hyphen, at most 64. */
public record GridZoneId(@JsonValue String value) implements Comparable<GridZoneId> {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,63}");

    @JsonCreator
    public GridZoneId {
        if (value == null || !ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "zone id must be 1 to 64 letters, digits, dots or hyphens, starting with a letter or digit: "
                            + value);
        }
    }

    @Override
    public int compareTo(GridZoneId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
