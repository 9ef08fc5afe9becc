package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.orderbook.market.domain.Zone;
import java.time.Instant;

/**
 * A zone with the time it holds from.
 *
 * @param effectiveFrom slots that start then or later are traded with it, until another definition holds; market time
 */
public record ZoneDefinition(Zone zone, Instant effectiveFrom) {}
