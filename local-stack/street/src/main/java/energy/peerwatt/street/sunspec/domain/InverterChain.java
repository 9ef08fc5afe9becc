package energy.peerwatt.street.sunspec.domain;

import energy.peerwatt.street.home.domain.BatterySpec;
import energy.peerwatt.street.home.domain.HomeState;
import energy.peerwatt.street.home.domain.Solar;
import energy.peerwatt.street.meter.domain.Grid;
import energy.peerwatt.street.modbus.domain.RegisterImage;

/**
 * The chain of one inverter from register 40000: "SunS", models 1, 103, 120, 123, 124 where there is a battery, 160, and
 * the end model.
 */
public final class InverterChain {
    public static final int BASE = 40_000;

    private static final long MARK = 0x53756E53L;
    private static final int END_MODEL = 0xFFFF;
    private static final int COMMON = BASE + 2;
    private static final int INVERTER = COMMON + Model.registers(CommonModel.LENGTH);
    private static final int NAMEPLATE = INVERTER + Model.registers(InverterModel.LENGTH);
    private static final int CONTROLS = NAMEPLATE + Model.registers(NameplateModel.LENGTH);
    private static final int AFTER_CONTROLS = CONTROLS + Model.registers(ControlsModel.LENGTH);

    private final Solar solar;
    private final boolean withBattery;
    private final int mppt;
    private final int end;

    public InverterChain(Solar solar) {
        this.solar = solar;
        this.withBattery = solar.battery() != null;
        this.mppt = AFTER_CONTROLS + (withBattery ? Model.registers(StorageModel.LENGTH) : 0);
        this.end = mppt + Model.registers(MpptModel.length(withBattery));
    }

    /** All registers of the chain at one second. */
    public RegisterImage image(HomeState state, Grid grid) {
        RegisterImage image = new RegisterImage(BASE, end + 2 - BASE);
        image.put32(BASE, MARK);
        CommonModel.write(new Model(image, COMMON), solar);
        InverterModel.write(
                new Model(image, INVERTER), state, grid, solar.inverter().ratedWatts());
        NameplateModel.write(new Model(image, NAMEPLATE), solar);
        ControlsModel.write(new Model(image, CONTROLS), state.curtailment());
        BatterySpec battery = solar.battery();
        if (battery != null) {
            StorageModel.write(new Model(image, AFTER_CONTROLS), state, battery);
        }
        MpptModel.write(new Model(image, mppt), state, withBattery);
        image.put16(end, END_MODEL);
        return image;
    }

    /** Whether this register is a writable point of model 123. */
    boolean isControl(int address) {
        return ControlsModel.WRITABLE.contains(address - CONTROLS);
    }

    /** Whether this register is a writable point of model 124. */
    boolean isStorage(int address) {
        return withBattery && StorageModel.WRITABLE.contains(address - AFTER_CONTROLS);
    }

    /** Offset in model 123. */
    int controlOffset(int address) {
        return address - CONTROLS;
    }

    /** Offset in model 124. */
    int storageOffset(int address) {
        return address - AFTER_CONTROLS;
    }
}
