package energy.peerwatt.metergateway.link.domain;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a device says of itself by function 43.
 *
 * @param objects by their ids, without empty ones; contents that are no text are written as 0x and hexadecimal digits
 */
public record DeviceIdentification(SortedMap<Integer, String> objects) {
    private static final int VENDOR = 0;
    private static final int PRODUCT = 1;
    private static final int REVISION = 2;
    private static final int MODEL = 5;

    public DeviceIdentification {
        objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
    }

    public Optional<String> vendor() {
        return Optional.ofNullable(objects.get(VENDOR));
    }

    /** The maker's code of the product, an order number as a rule. */
    public Optional<String> product() {
        return Optional.ofNullable(objects.get(PRODUCT));
    }

    public Optional<String> revision() {
        return Optional.ofNullable(objects.get(REVISION));
    }

    /** The name of the model; where there is none, the product's code. */
    public Optional<String> model() {
        return Optional.ofNullable(objects.get(MODEL)).or(this::product);
    }

    /** How an object is called, for people. */
    public static String name(int object) {
        return switch (object) {
            case VENDOR -> "vendor";
            case PRODUCT -> "product code";
            case REVISION -> "revision";
            case 3 -> "vendor's address";
            case 4 -> "product name";
            case MODEL -> "model name";
            case 6 -> "user's name";
            default -> "object 0x%02x".formatted(object);
        };
    }

    /** @param octets each character one byte; padding at the end does not count */
    static String text(String octets) {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replaceAll("[\\u0000\\s]+$", "");
            if (text.chars().noneMatch(Character::isISOControl)) {
                return text.strip();
            }
        } catch (CharacterCodingException e) {
            // Then it is no text.
            return hex(bytes);
        }
        return hex(bytes);
    }

    private static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
