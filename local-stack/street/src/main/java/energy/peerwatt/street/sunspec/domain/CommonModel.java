package energy.peerwatt.street.sunspec.domain;

import energy.peerwatt.street.home.domain.Solar;

/** Model 1: who made the device, and its serial number. */
final class CommonModel {
    static final int LENGTH = 66;

    private CommonModel() {}

    static void write(Model model, Solar solar) {
        model.header(1, LENGTH);
        model.text(2, 16, "PeerWatt");
        model.text(18, 16, solar.battery() == null ? "Simulated Inverter" : "Simulated Hybrid Inverter");
        model.text(42, 8, "1.0");
        model.text(50, 16, solar.inverter().serial());
        model.unsigned(66, 1);
        model.withoutSigned(67);
    }
}
