package energy.peerwatt.messages.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A building of a zone, as its community names it: letters, digits, dot and hyphen, at most 64. */
public record BuildingId(@JsonValue String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,63}");

    @JsonCreator
    public BuildingId {
        if (value == null || !ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "building id must be 1 to 64 letters, digits, dots or hyphens, starting with a letter or digit: "
                            + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
