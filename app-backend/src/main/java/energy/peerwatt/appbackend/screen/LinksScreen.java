package energy.peerwatt.appbackend.screen;

import energy.peerwatt.appbackend.service.Bus;
import energy.peerwatt.messages.id.MeterId;
import java.time.Instant;
import java.util.List;

/** The buses of one home, for the installer who looks for a fault. */
public record LinksScreen(Instant marketTime, MeterId meter, Part<List<Bus>> buses) {}
