package energy.peerwatt.metergateway.link.domain;

/** Something one unit of a bus is asked: to show registers or who it is, or to take values into registers. */
public sealed interface BusRequest permits ReadRequest, RegisterWrite {
    int HIGHEST_UNIT = 255;

    int unit();

    /** Modbus function code. */
    int function();
}
