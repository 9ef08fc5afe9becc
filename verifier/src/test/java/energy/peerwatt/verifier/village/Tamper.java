package energy.peerwatt.verifier.village;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Finds every single value in a line and changes it a little. */
public final class Tamper {
    private static final JsonNodeFactory VALUES = JsonNodeFactory.instance;

    private Tamper() {}

    /**
     * A value inside a line.
     *
     * @param kind its path without positions in lists
     */
    public record Place(String kind, JsonNode parent, String field, int index) {
        public JsonNode value() {
            return parent.isObject() ? parent.get(field) : parent.get(index);
        }

        public void set(JsonNode value) {
            if (parent instanceof ObjectNode object) {
                object.set(field, value);
            } else if (parent instanceof ArrayNode array) {
                array.set(index, value);
            }
        }

        public void remove() {
            if (parent instanceof ObjectNode object) {
                object.remove(field);
            } else if (parent instanceof ArrayNode array) {
                array.remove(index);
            }
        }

        public void restore(JsonNode value) {
            if (parent instanceof ObjectNode object) {
                object.set(field, value);
            } else if (parent instanceof ArrayNode array) {
                array.insert(index, value);
            }
        }
    }

    public static List<Place> places(JsonNode line) {
        List<Place> places = new ArrayList<>();
        collect("", line, places);
        return places;
    }

    private static void collect(String kind, JsonNode node, List<Place> into) {
        if (node.isObject()) {
            node.properties().forEach(property -> {
                String name = kind + "/" + property.getKey();
                place(new Place(name, node, property.getKey(), -1), into);
            });
        } else {
            for (int i = 0; i < node.size(); i++) {
                place(new Place(kind + "/*", node, "", i), into);
            }
        }
    }

    private static void place(Place place, List<Place> into) {
        if (place.value().isContainerNode()) {
            collect(place.kind(), place.value(), into);
        } else {
            into.add(place);
        }
    }

    /** A value of the same form that differs: one bit, one digit, one step. */
    public static JsonNode changed(Place place, Random random) {
        JsonNode value = place.value();
        if (value.isNumber()) {
            long old = value.longValue();
            return VALUES.numberNode(old == 0 || random.nextBoolean() ? old + 1 : old ^ (1L << random.nextInt(20)));
        }
        if (value.isBoolean()) {
            return VALUES.booleanNode(!value.booleanValue());
        }
        String text = value.textValue();
        return VALUES.textNode(changed(place.kind(), text, random));
    }

    private static String changed(String kind, String text, Random random) {
        if (kind.equals("/seal") || kind.equals("/signature") || kind.equals("/readings/*")) {
            byte[] bytes = Base64.getDecoder().decode(text);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (text.matches("\\d{4}-\\d\\d-\\d\\dT.*")) {
            return Instant.parse(text).plusMillis(1000).toString();
        }
        if (text.matches("PT\\d+M")) {
            return text.equals("PT15M") ? "PT30M" : "PT15M";
        }
        if (text.matches("0x[0-9a-f]+|[0-9a-f]{8}-[0-9a-f-]{27}")) {
            char[] digits = text.toCharArray();
            int at = text.startsWith("0x") ? 2 + random.nextInt(digits.length - 2) : random.nextInt(8);
            digits[at] = Character.forDigit(Character.digit(digits[at], 16) ^ (1 << random.nextInt(4)), 16);
            return new String(digits);
        }
        return switch (text) {
            case "AUCTION" -> "CONTINUOUS_ASK";
            case "SELL" -> "BUY";
            case "BUY" -> "SELL";
            case "FINAL" -> "PROVISIONAL";
            case "SCARCITY" -> "EQUILIBRIUM";
            case "REWARD" -> "COMPENSATION";
            case "COMPENSATION" -> "REWARD";
            case "NET10-v1" -> "NET10-v2";
            case "north" -> "south";
            case "south" -> "north";
            case "village" -> "north";
            default -> String.valueOf(Long.parseLong(text) + 1);
        };
    }
}
