package energy.peerwatt.metergateway.profile.domain;

import energy.peerwatt.metergateway.codec.domain.Quantity;
import java.util.EnumMap;
import java.util.Map;

/** What a meter would say whose transformers were all turned round: import is export, and the other way. */
public final class Turned {
    private static final Map<PointId, PointId> SWAPPED = Map.of(
            PointId.ENERGY_IMPORT, PointId.ENERGY_EXPORT,
            PointId.ENERGY_IMPORT_L1, PointId.ENERGY_EXPORT_L1,
            PointId.ENERGY_IMPORT_L2, PointId.ENERGY_EXPORT_L2,
            PointId.ENERGY_IMPORT_L3, PointId.ENERGY_EXPORT_L3,
            PointId.GRID_POWER_IMPORT, PointId.GRID_POWER_EXPORT);

    private Turned() {}

    public static Map<PointId, Sample> of(Map<PointId, Sample> samples) {
        Map<PointId, Sample> turned = new EnumMap<>(PointId.class);
        samples.forEach((id, sample) -> turned.put(other(id), isSigned(id) ? negated(sample) : sample));
        return turned;
    }

    private static PointId other(PointId id) {
        for (Map.Entry<PointId, PointId> pair : SWAPPED.entrySet()) {
            if (pair.getKey() == id) {
                return pair.getValue();
            }
            if (pair.getValue() == id) {
                return pair.getKey();
            }
        }
        return id;
    }

    private static boolean isSigned(PointId id) {
        return id == PointId.GRID_POWER
                || id == PointId.GRID_POWER_L1
                || id == PointId.GRID_POWER_L2
                || id == PointId.GRID_POWER_L3;
    }

    private static Sample negated(Sample sample) {
        return switch (sample) {
            case Sample.Measured measured -> {
                Quantity was = measured.quantity();
                yield new Sample.Measured(
                        new Quantity(Math.negateExact(was.mantissa()), was.exp10(), was.unit()), measured.resolution());
            }
            case Sample.Missing _ -> sample;
        };
    }
}
