package energy.peerwatt.metergateway.inverter;

import energy.peerwatt.metergateway.inverter.domain.InverterName;
import energy.peerwatt.metergateway.inverter.domain.InverterState;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Urgency;
import energy.peerwatt.metergateway.sunspec.SunSpecDevice;
import energy.peerwatt.metergateway.sunspec.domain.Chain;
import energy.peerwatt.metergateway.sunspec.domain.InverterModels;
import energy.peerwatt.metergateway.sunspec.domain.InverterPicture;
import energy.peerwatt.metergateway.sunspec.domain.ModelReading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An inverter that describes itself. From time to time it is asked again who it is: another device or another firmware may
 * have another chain.
 */
public final class SunSpecInverter implements InverterReader {
    private static final int READS_PER_IDENTITY = 30;

    private final SunSpecDevice device;
    private volatile @Nullable Known known;
    private int reads;

    public SunSpecInverter(BusWorker bus, int unit, Duration timeout) {
        this.device = new SunSpecDevice(bus, unit, Urgency.FAST, timeout);
    }

    @Override
    public Optional<InverterState> read() throws InterruptedException {
        if (discovered() == null || !stillTheSame()) {
            return Optional.empty();
        }
        Optional<Long> watts = device.model(InverterModels.ALTERNATING).flatMap(InverterModels::alternatingWatts);
        List<InverterPicture.Module> modules = device.model(InverterModels.MODULES)
                .map(InverterModels::modules)
                .orElse(List.of());
        Optional<Integer> charge = device.model(InverterModels.STORAGE).flatMap(InverterModels::chargePermille);
        if (!device.isSame()) {
            // Something happened on the way: what was read may come from two devices.
            forget();
            return Optional.empty();
        }
        InverterPicture picture = new InverterPicture(watts, modules, charge);
        return Optional.of(
                new InverterState(picture.generationWatts(), picture.batteryWatts(), picture.chargePermille()));
    }

    @Override
    public Optional<InverterName> name() {
        return known().map(Known::identity)
                .map(its -> new InverterName(
                        Optional.of(its.maker()), Optional.of(its.model()), Optional.of(its.serial())));
    }

    @Override
    public Optional<Known> known() {
        return Optional.ofNullable(known);
    }

    private @Nullable Known discovered() throws InterruptedException {
        if (known == null) {
            Optional<Chain> chain = device.chain();
            if (chain.isPresent()) {
                Optional<ModelReading> common = device.model(InverterModels.COMMON);
                Optional<ModelReading> controls = device.model(InverterModels.CONTROLS);
                if (common.isPresent() && device.isSame()) {
                    known = new Known(
                            device.connection(),
                            chain.get(),
                            InverterModels.identity(common.get()),
                            controls.map(InverterModels::controls)
                                    .orElse(new InverterPicture.Controls(
                                            Optional.empty(), Optional.empty(), Optional.empty())));
                } else {
                    device.forget();
                }
            }
        }
        return known;
    }

    private boolean stillTheSame() throws InterruptedException {
        if (known == null || ++reads % READS_PER_IDENTITY != 0) {
            return true;
        }
        Optional<InverterPicture.Identity> now =
                device.model(InverterModels.COMMON).map(InverterModels::identity);
        if (now.isPresent() && !now.get().equals(known.identity())) {
            forget();
            return false;
        }
        return true;
    }

    private void forget() {
        known = null;
        device.forget();
    }
}
