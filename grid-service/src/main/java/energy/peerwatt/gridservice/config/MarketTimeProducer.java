package energy.peerwatt.gridservice.config;

import energy.peerwatt.messages.time.MarketClock;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The one clock of this service. */
@Dependent
class MarketTimeProducer {
    @Produces
    @Singleton
    Clock clock(ClockConfig config) {
        return config.file().<Clock>map(MarketClock::of).orElseGet(Clock::systemUTC);
    }
}
