package energy.peerwatt.metergateway.link.domain;

/** A block of one unit. */
public record RegisterRequest(int unit, RegisterBlock block) implements ReadRequest {
    public RegisterRequest {
        if (unit < 0 || unit > HIGHEST_UNIT) {
            throw new IllegalArgumentException("a Modbus unit is 0 to 255: " + unit);
        }
    }

    @Override
    public int function() {
        return block.function().code();
    }
}
