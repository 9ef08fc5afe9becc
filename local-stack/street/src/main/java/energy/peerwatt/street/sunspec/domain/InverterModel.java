package energy.peerwatt.street.sunspec.domain;

import energy.peerwatt.street.home.domain.Curtailment;
import energy.peerwatt.street.home.domain.Flows;
import energy.peerwatt.street.home.domain.HomeState;
import energy.peerwatt.street.meter.domain.Grid;

/** Model 103: a three-phase inverter with integers and scale factors. */
final class InverterModel {
    static final int LENGTH = 50;

    private static final int SLEEPING = 2;
    private static final int MPPT = 4;
    private static final int THROTTLED = 5;
    private static final int STANDBY = 8;

    private InverterModel() {}

    static void write(Model model, HomeState state, Grid grid, long ratedWatts) {
        model.header(103, LENGTH);
        Flows flows = state.flows();
        alternatingSide(model, flows, grid);
        model.unsigned(16, Math.round(grid.frequency() * 100));
        model.scale(17, -2);
        model.signed(18, Model.watts(flows.inverter()));
        model.scale(19, 0);
        model.withoutSigned(20, 21, 22, 23);
        model.accumulator(24, Model.wattHours(state.books().output()));
        model.scale(26, 0);
        model.withoutUnsigned(27, 29);
        model.withoutSigned(28, 30);
        model.signed(31, Model.watts(flows.solarDirect()));
        model.scale(32, 0);
        model.signed(33, 250 + 200 * Math.abs(flows.inverter()) / (ratedWatts * 1000));
        model.withoutSigned(34, 35, 36);
        model.scale(37, -1);
        model.unsigned(38, operatingState(flows, state.curtailment()));
        model.withoutUnsigned(39);
        model.withoutLong(44, 46, 48, 50);
    }

    private static void alternatingSide(Model model, Flows flows, Grid grid) {
        long perPhase = flows.inverter() / 3;
        double sum = 0;
        for (int phase = 1; phase <= 3; phase++) {
            double volts = grid.voltage(phase, flows.grid().phase(phase));
            double amperes = Math.abs(perPhase) / 1000.0 / volts;
            model.unsigned(2 + phase, Math.round(amperes * 100));
            model.unsigned(9 + phase, Math.round(volts * 10));
            sum += amperes;
        }
        model.unsigned(2, Math.round(sum * 100));
        model.scale(6, -2);
        model.withoutUnsigned(7, 8, 9);
        model.scale(13, -1);
        model.signed(14, Model.watts(flows.inverter()));
        model.scale(15, 0);
    }

    private static int operatingState(Flows flows, Curtailment curtailment) {
        if (!curtailment.connected()) {
            return STANDBY;
        }
        if (flows.throttled()) {
            return THROTTLED;
        }
        boolean resting = flows.solar() == 0 && flows.charge() == 0 && flows.discharge() == 0;
        return resting ? SLEEPING : MPPT;
    }
}
