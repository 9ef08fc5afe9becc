package energy.peerwatt.orderbook.market.domain;

/**
 * A place on earth, in millionths of a degree (about 0.1 m).
 *
 * @param latitudeMicroDegrees north positive
 * @param longitudeMicroDegrees east positive
 */
public record Position(int latitudeMicroDegrees, int longitudeMicroDegrees) {
    private static final int POLE = 90_000_000;
    private static final int DATE_LINE = 180_000_000;

    /** @throws IllegalArgumentException naming the bad value */
    public Position {
        if (latitudeMicroDegrees < -POLE || latitudeMicroDegrees > POLE) {
            throw new IllegalArgumentException(
                    "latitude must be -90000000 to 90000000 millionths of a degree: " + latitudeMicroDegrees);
        }
        if (longitudeMicroDegrees < -DATE_LINE || longitudeMicroDegrees > DATE_LINE) {
            throw new IllegalArgumentException(
                    "longitude must be -180000000 to 180000000 millionths of a degree: " + longitudeMicroDegrees);
        }
    }
}
