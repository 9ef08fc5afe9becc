package energy.peerwatt.metergateway.crash;

import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.BusRequest;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.Frame;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A meter as the world has it: what it has counted depends on the time alone, so every gateway that reads it, before and
 * after a crash, meets the same one. It answers at once, with the registers of a Schneider iEM3155.
 */
final class PhysicalMeter implements BusLink {
    static final Instant BEGINNING = Instant.parse("2026-06-21T00:00:00Z");

    private static final int SERIAL = 0x81;
    private static final int POWER = 3059;
    private static final int IMPORT = 3203;
    private static final int EXPORT = 3207;

    private final int number;
    private final Clock clock;

    PhysicalMeter(int number, Clock clock) {
        this.number = number;
        this.clock = clock;
    }

    static long importedWh(int number, Instant at) {
        return 1_000L * number + wattHours(at, 700L + 300L * number);
    }

    static long exportedWh(int number, Instant at) {
        return wattHours(at, 100L * number);
    }

    private static long wattHours(Instant at, long watts) {
        return Duration.between(BEGINNING, at).toMillis() * watts / 3_600_000;
    }

    @Override
    public Exchange exchange(BusRequest request, Duration timeout) {
        if (!(request instanceof RegisterRequest read)) {
            return new Exchange.DeviceException(Exchange.DeviceException.ILLEGAL_FUNCTION);
        }
        Instant now = clock.instant();
        Map<Integer, Integer> registers = new HashMap<>();
        put(registers, SERIAL, 2, 7_000L + number);
        put(registers, POWER, 2, Float.floatToRawIntBits(0.7f + 0.2f * number));
        put(registers, IMPORT, 4, importedWh(number, now));
        put(registers, EXPORT, 4, exportedWh(number, now));
        List<Integer> words = new ArrayList<>();
        for (int address = read.block().start(); address < read.block().end(); address++) {
            words.add(registers.getOrDefault(address, 0));
        }
        return new Exchange.Registers(words, 1);
    }

    private static void put(Map<Integer, Integer> registers, int address, int count, long bits) {
        for (int i = 0; i < count; i++) {
            registers.put(address + i, (int) (bits >>> 16 * (count - 1 - i)) & 0xFFFF);
        }
    }

    @Override
    public Duration lastReply() {
        return Duration.ofMillis(1);
    }

    @Override
    public List<Frame> frames() {
        return List.of();
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
