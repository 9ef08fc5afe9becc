package energy.peerwatt.street.running;

import energy.peerwatt.street.meter.domain.Grid;
import energy.peerwatt.street.meter.domain.Sdm630;
import energy.peerwatt.street.modbus.domain.Answer;
import energy.peerwatt.street.modbus.domain.Device;
import energy.peerwatt.street.modbus.domain.RegisterImage;
import energy.peerwatt.street.running.LiveStreet.Glimpse;
import java.util.List;

/** The meter of one home, at unit 1 of its port. Nothing in it can be written. */
public final class MeterDevice implements Device {
    private final LiveStreet street;
    private final int index;
    private final RegisterImage serial;

    public MeterDevice(LiveStreet street, int index) {
        this.street = street;
        this.index = index;
        this.serial = Sdm630.serial(street.home(index).meter().serial());
    }

    @Override
    public Answer readInput(int address, int count) {
        Glimpse glimpse = street.look(index);
        // One glimpse per answer: the values of one response belong together.
        RegisterImage values = Sdm630.values(
                glimpse.state(), new Grid(street.home(index).meter().serial(), glimpse.epochSecond()));
        if (values.holds(address, count)) {
            return new Answer.Registers(values.read(address, count));
        }
        RegisterImage energy = Sdm630.phaseEnergy(glimpse.state().books());
        return energy.holds(address, count)
                ? new Answer.Registers(energy.read(address, count))
                : Answer.ILLEGAL_ADDRESS;
    }

    @Override
    public Answer readHolding(int address, int count) {
        return serial.holds(address, count)
                ? new Answer.Registers(serial.read(address, count))
                : Answer.ILLEGAL_ADDRESS;
    }

    @Override
    public Answer write(int address, List<Integer> values) {
        return Answer.ILLEGAL_ADDRESS;
    }
}
