package energy.peerwatt.verifier.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.evidence.Hash32;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/**
 * RFC 8785 over the JSON exactly as it was published, for the values that occur in books and results: objects, arrays,
 * text, booleans and whole numbers within 2^53.
 */
public final class CanonicalText {
    private static final long EXACT = (1L << 53) - 1;

    private CanonicalText() {}

    /** @throws IllegalArgumentException for a number that RFC 8785 cannot hold exactly */
    public static Hash32 hash(JsonNode value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return Keccak.hash(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void write(JsonNode value, StringBuilder out) {
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value, out);
            case ARRAY -> {
                String comma = "";
                out.append('[');
                for (JsonNode item : value) {
                    out.append(comma);
                    write(item, out);
                    comma = ",";
                }
                out.append(']');
            }
            case STRING -> writeText(value.textValue(), out);
            case NUMBER -> writeNumber(value, out);
            case BOOLEAN, NULL -> out.append(value.asText());
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("no JSON value: " + value.getNodeType());
        }
    }

    private static void writeObject(JsonNode object, StringBuilder out) {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(property -> sorted.put(property.getKey(), property.getValue()));
        String comma = "";
        out.append('{');
        for (var property : sorted.entrySet()) {
            out.append(comma);
            writeText(property.getKey(), out);
            out.append(':');
            write(property.getValue(), out);
            comma = ",";
        }
        out.append('}');
    }

    private static void writeNumber(JsonNode number, StringBuilder out) {
        if (!number.canConvertToLong() || !number.isIntegralNumber() || Math.abs(number.longValue()) > EXACT) {
            throw new IllegalArgumentException("no whole number within 2^53: " + number);
        }
        out.append(number.longValue());
    }

    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        out.append('"');
    }
}
