package energy.peerwatt.metergateway.profile;

import energy.peerwatt.metergateway.codec.domain.ValueType;
import energy.peerwatt.metergateway.codec.domain.WordOrder;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.profile.domain.Location;
import energy.peerwatt.metergateway.yaml.YamlMap;
import java.util.Optional;

/** Reads where values lie. Function, type and order may stand once for all in {@code defaults}. */
final class LocationReader {
    static final String[] KEYS = {"function", "address", "type", "order", "registers"};

    private static final int LAST_ADDRESS = 0xFFFF;

    private final Optional<YamlMap> defaults;

    LocationReader(Optional<YamlMap> defaults) {
        this.defaults = defaults;
    }

    Optional<Location> read(YamlMap map) {
        Optional<RegisterFunction> function = where(map, "function").choice("function", RegisterFunction.class);
        Optional<Long> address = map.integer("address", 0, LAST_ADDRESS);
        Optional<ValueType> type = where(map, "type").choice("type", ValueType.class);
        Optional<WordOrder> order = where(map, "order").choice("order", WordOrder.class);
        Optional<Integer> registers = type.flatMap(known -> registers(map, known));
        if (function.isEmpty() || address.isEmpty() || type.isEmpty() || order.isEmpty() || registers.isEmpty()) {
            return Optional.empty();
        }
        Location location =
                new Location(function.get(), address.get().intValue(), type.get(), order.get(), registers.get());
        if (location.end() > LAST_ADDRESS + 1) {
            map.problem("address", "the value does not end within the address space");
            return Optional.empty();
        }
        return Optional.of(location);
    }

    private static Optional<Integer> registers(YamlMap map, ValueType type) {
        if (type.text()) {
            return map.integer("registers", 1, RegisterBlock.MOST).map(Long::intValue);
        }
        if (map.has("registers")) {
            map.problem("registers", "only a text has a number of registers of its own");
        }
        return Optional.of(type.registers());
    }

    private YamlMap where(YamlMap map, String key) {
        return map.has(key) ? map : defaults.filter(it -> it.has(key)).orElse(map);
    }
}
