package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.control.domain.Battery;
import energy.peerwatt.metergateway.control.domain.StorageReading;
import energy.peerwatt.metergateway.sunspec.SunSpecDevice;
import energy.peerwatt.metergateway.sunspec.domain.Chain;
import energy.peerwatt.metergateway.sunspec.domain.InverterModels;
import energy.peerwatt.metergateway.sunspec.domain.InverterPicture;
import energy.peerwatt.metergateway.sunspec.domain.ModelReading;
import java.util.List;
import java.util.Optional;

/** The battery behind a SunSpec inverter: told by model 124, measured by model 160. */
final class SunSpecBattery implements Battery {
    private static final String ANOTHER_CONNECTION = "the connection changed on the way";

    private final SunSpecDevice device;

    SunSpecBattery(SunSpecDevice device) {
        this.device = device;
    }

    @Override
    public Reply read() throws InterruptedException {
        Optional<Chain> chain = device.chain();
        if (chain.isEmpty()) {
            return new Reply.Silent(device.lastFailure());
        }
        if (chain.get().first(InverterModels.STORAGE).isEmpty()) {
            return new Reply.NoStorage();
        }
        Optional<ModelReading> nameplate = device.model(InverterModels.NAMEPLATE);
        Optional<ModelReading> storage = device.model(InverterModels.STORAGE);
        if (!device.isSame()) {
            device.forget();
            return new Reply.Silent(storage.isEmpty() ? device.lastFailure() : ANOTHER_CONNECTION);
        }
        if (storage.isEmpty()) {
            return new Reply.Silent(device.lastFailure());
        }
        return StorageReading.of(storage.get(), nameplate)
                .<Reply>map(Reply.Read::new)
                .orElseGet(Reply.NoStorage::new);
    }

    @Override
    public Optional<String> write(List<StorageReading.Write> writes) throws InterruptedException {
        for (StorageReading.Write write : writes) {
            boolean acknowledged = device.write(InverterModels.STORAGE, write.point(), write.value());
            if (!acknowledged || !device.isSame()) {
                String reason = acknowledged ? ANOTHER_CONNECTION : device.lastFailure();
                if (!device.isSame()) {
                    device.forget();
                }
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Power> measured() throws InterruptedException {
        if (device.chain().isEmpty()) {
            return Optional.empty();
        }
        Optional<ModelReading> modules = device.model(InverterModels.MODULES);
        if (!device.isSame()) {
            device.forget();
            return Optional.empty();
        }
        return modules.flatMap(
                model -> new InverterPicture(Optional.empty(), InverterModels.modules(model), Optional.empty())
                        .batteryWatts()
                        .map(Power::ofWatts));
    }
}
