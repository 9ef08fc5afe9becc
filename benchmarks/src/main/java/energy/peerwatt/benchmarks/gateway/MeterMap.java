package energy.peerwatt.benchmarks.gateway;

import java.nio.ByteBuffer;

/** Register maps of real meters, after their makers' manuals; one is read by function 3, the other by function 4. */
enum MeterMap {
    /** Counters are whole watt-hours in 64 bits, power is a single in kW; power and counters take a request each. */
    IEM3155("schneider-iem3155") {
        @Override
        boolean fill(SimulatedMeter meter, Request asked, long nanos, ByteBuffer into) {
            if (asked.is(HOLDING, 0x81, 2)) {
                into.putInt(meter.serial());
            } else if (asked.is(HOLDING, 3059, 2)) {
                into.putFloat(meter.poll(nanos).powerW() / 1000f);
            } else if (asked.is(HOLDING, 3203, 8)) {
                into.putLong(meter.now().importedWh()).putLong(meter.now().exportedWh());
            } else {
                return false;
            }
            return true;
        }
    },
    /** All are singles, counters in kWh; one request brings power and counters. */
    SDM630("eastron-sdm630") {
        @Override
        boolean fill(SimulatedMeter meter, Request asked, long nanos, ByteBuffer into) {
            if (asked.is(HOLDING, 0xFC00, 2)) {
                into.putInt(meter.serial());
            } else if (asked.is(INPUT, 0x34, 24)) {
                into.putFloat(meter.poll(nanos).powerW()).put(new byte[36]);
                counters(meter, into);
            } else if (asked.is(INPUT, 0x48, 4)) {
                counters(meter, into);
            } else {
                return false;
            }
            return true;
        }

        private void counters(SimulatedMeter meter, ByteBuffer into) {
            into.putFloat(meter.now().importedWh() / 1000f).putFloat(meter.now().exportedWh() / 1000f);
        }
    };

    private static final int HOLDING = 3;
    private static final int INPUT = 4;

    private final String profile;

    /** What somebody asks for. */
    record Request(int function, int start, int count) {
        boolean is(int wantedFunction, int wantedStart, int wantedCount) {
            return function == wantedFunction && start == wantedStart && count == wantedCount;
        }
    }

    MeterMap(String profile) {
        this.profile = profile;
    }

    /** Id of the gateway's profile for it. */
    String profile() {
        return profile;
    }

    /** @return false if there are no such registers, or the gateway has no reason to ask for just these */
    abstract boolean fill(SimulatedMeter meter, Request asked, long nanos, ByteBuffer into);
}
