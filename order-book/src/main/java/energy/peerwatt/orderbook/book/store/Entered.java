package energy.peerwatt.orderbook.book.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.NetEnergy;
import java.util.Map;
import java.util.TreeMap;

/** What entered zones in the rounds of a slot, as it is stored. */
final class Entered {
    private static final TypeReference<Map<String, Long>> BY_ZONE = new TypeReference<>() {};

    private Entered() {}

    static String write(Map<GridZoneId, NetEnergy> entered) {
        Map<String, Long> byZone = new TreeMap<>();
        entered.forEach((zone, flow) -> byZone.put(zone.value(), flow.wattHours()));
        try {
            return Json.mapper().writeValueAsString(byZone);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("flows cannot be written: " + entered, e);
        }
    }

    static Map<GridZoneId, NetEnergy> read(String text) {
        Map<GridZoneId, NetEnergy> entered = new TreeMap<>();
        try {
            Json.mapper()
                    .readValue(text, BY_ZONE)
                    .forEach((zone, wh) -> entered.put(new GridZoneId(zone), new NetEnergy(wh)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("flows cannot be read: " + text, e);
        }
        return entered;
    }
}
