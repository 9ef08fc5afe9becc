package energy.peerwatt.metergateway.link.domain;

/** Something that changes nothing at the device. */
public sealed interface ReadRequest extends BusRequest permits RegisterRequest, IdentificationRequest {}
