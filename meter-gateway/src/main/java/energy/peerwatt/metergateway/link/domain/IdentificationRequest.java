package energy.peerwatt.metergateway.link.domain;

/**
 * Read Device Identification, function 43 with MEI type 14 (Modbus Application Protocol V1.1b3, 6.21): objects of a level
 * and those below it, as many from one on as fit into a reply.
 *
 * @param object the id of the first one, 0 to 255
 */
public record IdentificationRequest(int unit, Level level, int object) implements ReadRequest {
    public static final int FUNCTION = 43;
    /** What is carried within function 43. */
    public static final int MEI_TYPE = 14;

    private static final int HIGHEST_OBJECT = 255;

    /** How much is asked for. */
    public enum Level {
        /** Vendor, product and revision, which every device has that knows the function. */
        BASIC(1),
        /** Up to object 6: also its vendor's address on the web, names of product and model, and one given by its user. */
        REGULAR(2),
        /** Also objects 128 to 255, which are the maker's own. */
        EXTENDED(3);

        private final int code;

        Level(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    public IdentificationRequest {
        if (unit < 0 || unit > HIGHEST_UNIT) {
            throw new IllegalArgumentException("a Modbus unit is 0 to 255: " + unit);
        }
        if (object < 0 || object > HIGHEST_OBJECT) {
            throw new IllegalArgumentException("an object is 0 to 255: " + object);
        }
    }

    @Override
    public int function() {
        return FUNCTION;
    }
}
