package energy.peerwatt.metergateway.support;

import energy.peerwatt.street.modbus.domain.Answer;
import energy.peerwatt.street.modbus.domain.Device;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * An SDM630 of the street in hands that can do what no street does: turn the current transformer of L1, switch a kettle on,
 * and print another serial number on it. The counters go on as those of the home.
 */
public final class RewiredMeter implements Device {
    private static final int SERIAL = 0xFC00;
    private static final int VOLTAGE_L1 = 0x00;
    private static final int CURRENT_L1 = 0x06;
    private static final int POWER_L1 = 0x0C;
    private static final int POWER = 0x34;
    /** Registers of the block that these are in. */
    private static final int VALUES = 0x52;

    private final Device meter;
    private static final int PHASES = 3;
    private static final int IMPORT = 0x48;
    private static final int EXPORT = 0x4A;

    private volatile boolean turned;
    private volatile boolean allTurned;
    private volatile long serial;
    private volatile float kettleW;
    private volatile float othersW;

    public RewiredMeter(Device meter) {
        this.meter = meter;
    }

    public void turnTransformer(boolean wrong) {
        turned = wrong;
    }

    /** All three, and the counters with them. */
    public void turnAll(boolean wrong) {
        allTurned = wrong;
    }

    public void kettle(float watts) {
        kettleW = watts;
        othersW = 0;
    }

    /** One on each phase. */
    public void kettles(float watts) {
        kettleW = watts;
        othersW = watts;
    }

    /** Another device with the same values. */
    public void serial(long number) {
        serial = number;
    }

    @Override
    public Answer readInput(int address, int count) {
        if (address + count > VALUES || !(meter.readInput(0, VALUES) instanceof Answer.Registers registers)) {
            return meter.readInput(address, count);
        }
        ByteBuffer image = ByteBuffer.wrap(registers.bytes().clone());
        float own = image.getFloat(2 * POWER_L1);
        float shown = (turned ? -1 : 1) * (own + kettleW);
        image.putFloat(2 * POWER_L1, shown);
        image.putFloat(2 * CURRENT_L1, Math.abs(own + kettleW) / image.getFloat(2 * VOLTAGE_L1));
        image.putFloat(2 * POWER, image.getFloat(2 * POWER) - own + shown);
        for (int phase = 1; phase < PHASES; phase++) {
            int at = 2 * (POWER_L1 + 2 * phase);
            image.putFloat(at, image.getFloat(at) + othersW);
            image.putFloat(2 * POWER, image.getFloat(2 * POWER) + othersW);
        }
        if (allTurned) {
            turnAll(image);
        }
        return new Answer.Registers(Arrays.copyOfRange(image.array(), 2 * address, 2 * (address + count)));
    }

    private static void turnAll(ByteBuffer image) {
        for (int phase = 0; phase < PHASES; phase++) {
            negate(image, POWER_L1 + 2 * phase);
        }
        negate(image, POWER);
        float in = image.getFloat(2 * IMPORT);
        image.putFloat(2 * IMPORT, image.getFloat(2 * EXPORT));
        image.putFloat(2 * EXPORT, in);
    }

    private static void negate(ByteBuffer image, int address) {
        image.putFloat(2 * address, -image.getFloat(2 * address));
    }

    @Override
    public Answer readHolding(int address, int count) {
        if (serial == 0 || address != SERIAL || count != 2) {
            return meter.readHolding(address, count);
        }
        return new Answer.Registers(
                ByteBuffer.allocate(Integer.BYTES).putInt((int) serial).array());
    }

    @Override
    public Answer write(int address, List<Integer> values) {
        throw new AssertionError("somebody writes to a meter");
    }
}
