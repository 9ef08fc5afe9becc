package energy.peerwatt.metergateway.reading;

import energy.peerwatt.messages.id.MeterId;
import java.util.Optional;

/** Whether a device that answers where another one was may be the meter from now on. */
@FunctionalInterface
public interface Exchanges {
    /** Where nobody keeps a record, the devices file is the word of whoever put it in. */
    Exchanges BY_DEVICES_FILE = (_, _) -> Optional.empty();

    /** @return why not; empty if it was put into service */
    Optional<String> refusal(MeterId meter, String serial);
}
