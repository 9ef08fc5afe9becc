package energy.peerwatt.metergateway.link.domain;

/** Something one unit of a bus is asked: to show registers, or to take values into them. */
public sealed interface BusRequest permits RegisterRequest, RegisterWrite {
    int HIGHEST_UNIT = 255;

    int unit();

    /** Modbus function code. */
    int function();
}
