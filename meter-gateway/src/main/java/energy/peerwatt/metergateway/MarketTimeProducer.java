package energy.peerwatt.metergateway;

import energy.peerwatt.messages.time.MarketClock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Market time for everything that follows a rule. */
final class MarketTimeProducer {
    @Produces
    @Singleton
    Clock marketTime(ClockConfig config) {
        return config.file().<Clock>map(MarketClock::of).orElseGet(Clock::systemUTC);
    }
}
