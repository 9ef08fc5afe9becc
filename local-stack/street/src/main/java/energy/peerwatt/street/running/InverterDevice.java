package energy.peerwatt.street.running;

import energy.peerwatt.street.home.domain.HomeState;
import energy.peerwatt.street.home.domain.Solar;
import energy.peerwatt.street.meter.domain.Grid;
import energy.peerwatt.street.modbus.domain.Answer;
import energy.peerwatt.street.modbus.domain.Device;
import energy.peerwatt.street.modbus.domain.RegisterImage;
import energy.peerwatt.street.running.LiveStreet.Glimpse;
import energy.peerwatt.street.sunspec.domain.ControlWrite;
import energy.peerwatt.street.sunspec.domain.InverterChain;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** The inverter of one home, with its battery if there is one: a SunSpec chain at unit 1 of its port. */
public final class InverterDevice implements Device {
    private static final Logger LOG = System.getLogger(InverterDevice.class.getName());

    private final LiveStreet street;
    private final int index;
    private final InverterChain chain;

    public InverterDevice(LiveStreet street, int index, Solar solar) {
        this.street = street;
        this.index = index;
        this.chain = new InverterChain(solar);
    }

    @Override
    public Answer readInput(int address, int count) {
        return Answer.ILLEGAL_FUNCTION;
    }

    @Override
    public Answer readHolding(int address, int count) {
        Glimpse glimpse = street.look(index);
        Grid grid = new Grid(street.home(index).meter().serial(), glimpse.epochSecond());
        RegisterImage image = chain.image(glimpse.state(), grid);
        return image.holds(address, count) ? new Answer.Registers(image.read(address, count)) : Answer.ILLEGAL_ADDRESS;
    }

    @Override
    public Answer write(int address, List<Integer> values) {
        ControlWrite write = new ControlWrite(chain, address, values);
        if (!write.addressesControls()) {
            return Answer.ILLEGAL_ADDRESS;
        }
        try {
            return street.control(index, glimpse -> changed(write, glimpse)) ? Answer.WRITTEN : Answer.ILLEGAL_VALUE;
        } catch (IOException e) {
            LOG.log(Level.ERROR, "control of " + street.home(index).name() + " refused: state cannot be saved", e);
            return Answer.DEVICE_FAILURE;
        }
    }

    private static Optional<HomeState> changed(ControlWrite write, Glimpse glimpse) {
        return write.apply(glimpse.state(), glimpse.epochSecond());
    }
}
