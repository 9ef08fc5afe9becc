package energy.peerwatt.cli.clear;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one JSON object; what does not fit is reported by field, and absent and null are the same. */
final class Fields {
    private final JsonNode object;
    private final String prefix;
    private final BiConsumer<String, String> faults;

    /**
     * @param prefix of field names in messages
     * @param faults takes the name of a field and what is wrong with it
     */
    Fields(JsonNode object, String prefix, BiConsumer<String, String> faults) {
        this.object = object;
        this.prefix = prefix;
        this.faults = faults;
    }

    private void fault(String field, String message) {
        faults.accept(prefix + field, message);
    }

    private @Nullable JsonNode node(String field) {
        JsonNode node = object.get(field);
        return node == null || node.isNull() ? null : node;
    }

    boolean has(String field) {
        return node(field) != null;
    }

    @Nullable
    String text(String field) {
        JsonNode node = node(field);
        if (node == null) {
            return null;
        }
        if (!node.isTextual() || node.textValue().isEmpty()) {
            fault(field, shown(node) + " is no text; allowed is text that is not empty");
            return null;
        }
        return node.textValue();
    }

    @Nullable
    Long whole(String field) {
        JsonNode node = node(field);
        if (node == null) {
            return null;
        }
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue().stripTrailingZeros();
            // An exponent beyond reason is not even expanded.
            if (number.scale() <= 0 && number.precision() - number.scale() < 19) {
                return number.longValueExact();
            }
        }
        fault(field, shown(node) + " is no whole number of at most 18 digits");
        return null;
    }

    long whole(String field, long absent) {
        Long value = whole(field);
        return value == null ? absent : value;
    }

    <E extends Enum<E>> @Nullable E choice(String field, Class<E> choices) {
        JsonNode node = node(field);
        if (node == null) {
            return null;
        }
        if (node.isTextual()) {
            for (E choice : choices.getEnumConstants()) {
                if (choice.name().equals(node.textValue().toUpperCase(Locale.ROOT))) {
                    return choice;
                }
            }
        }
        fault(field, shown(node) + " is none of " + Arrays.toString(choices.getEnumConstants()));
        return null;
    }

    @Nullable
    Instant time(String field) {
        String text = text(field);
        try {
            return text == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeParseException e) {
            fault(field, "\"" + text + "\" is no time; allowed is like 2026-06-01T10:00:00Z");
            return null;
        }
    }

    List<String> texts(String field) {
        return list(field, "text", node -> node.isTextual() && !node.textValue().isEmpty() ? node.textValue() : null);
    }

    /** The elements of an array of objects. */
    List<JsonNode> objects(String field) {
        return list(field, "an object", node -> node.isObject() ? node : null);
    }

    private <T> List<T> list(String field, String kind, Function<JsonNode, @Nullable T> reader) {
        JsonNode node = node(field);
        List<T> values = new ArrayList<>();
        if (node == null) {
            return values;
        }
        if (!node.isArray()) {
            fault(field, shown(node) + " is no array");
            return values;
        }
        for (int i = 0; i < node.size(); i++) {
            T value = reader.apply(node.get(i));
            if (value == null) {
                fault(field + "[" + i + "]", shown(node.get(i)) + " is not " + kind);
            } else {
                values.add(value);
            }
        }
        return values;
    }

    /** Reports every field that is not one of those. */
    void nothingBut(List<String> allowed) {
        others(allowed)
                .forEach(name -> fault(name, "there is no such field; allowed are " + String.join(", ", allowed)));
    }

    /** The fields that are none of those. */
    List<String> others(List<String> known) {
        List<String> others = new ArrayList<>();
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                others.add(name);
            }
        });
        return others;
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
